"""Claims about the translation into transformers' words."""

import builtins

import pytest

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.detector.dfine import from_dfine, require_transformers, to_dfine
from anymask.models.detector.variants import VARIANTS, find_variant

PUBLISHED = [name for name in VARIANTS if name != "tiny"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_sizes_survive_the_translation(name):
    described = find_variant(name)
    assert from_dfine(to_dfine(described), described.image_size) == described


def test_how_a_detector_was_trained_does_not_matter(hgnet_config):
    theirs = to_dfine(hgnet_config)
    theirs.weight_loss_vfl, theirs.dropout = 3.0, 0.1
    theirs.id2label = {0: "thing"}
    assert from_dfine(theirs, 64) == hgnet_config


def test_one_number_of_points_stands_for_all_levels(hgnet_config):
    theirs = to_dfine(hgnet_config)
    theirs.decoder_n_points = 2
    assert from_dfine(theirs, 64).points == (2, 2, 2)


@pytest.mark.parametrize(
    ("name", "value"), [("encoder_layers", 2), ("normalize_before", True), ("reg_scale", 8.0)]
)
def test_what_our_description_cannot_say_is_refused(hgnet_config, name, value):
    theirs = to_dfine(hgnet_config)
    setattr(theirs, name, value)
    with pytest.raises(CheckpointError, match=f"has {name} = {value}"):
        from_dfine(theirs, 64)


def test_a_backbone_of_another_make_is_refused(hgnet_config):
    theirs = to_dfine(hgnet_config)
    theirs.backbone_config.stage_kernel_size = [5, 5, 5, 5]
    with pytest.raises(CheckpointError, match=r"stage_kernel_size = \[5, 5, 5, 5\]"):
        from_dfine(theirs, 64)


def test_a_machine_without_transformers_is_told_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *arguments, **options):
        if name == "transformers":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[detector\]'"):
        require_transformers()
