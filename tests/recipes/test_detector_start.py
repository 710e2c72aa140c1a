"""Claims about what the training of a detector starts from."""

from dataclasses import replace

import pytest
import torch

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.detector.build import build_detector
from anymask.models.detector.config import HgNetConfig
from anymask.models.detector.load import save_detector
from anymask.models.detector.variants import detector_tiny
from anymask.models.load import load_sam
from anymask.models.sam.config import PyramidConfig
from anymask.recipes.detector_start import RANDOM, chosen_init, start_detector

pytest.importorskip("transformers")

SMALL = replace(
    detector_tiny(),
    backbone=PyramidConfig((8, 8, 16, 16), (1, 1, 1, 1)),
    image_size=64,
    queries=10,
    width=16,
    heads=2,
    decoder_hidden=16,
    decoder_depth=2,
    points=(2, 2, 2),
    encoder_width=16,
    encoder_hidden=16,
)
HGNET = replace(SMALL, backbone=HgNetConfig((8, 8), (8,) * 4, (8, 16, 16, 24), (1,) * 4, 1))


def _saved(described, folder):
    torch.manual_seed(7)
    detector = build_detector(described)
    save_detector(detector, folder)
    return detector.state_dict()


def test_tiny_needs_no_weights_and_other_sizes_ask_for_some():
    assert chosen_init("tiny", None) == "tiny"
    assert chosen_init("large", "mine") == "mine"
    with pytest.raises(ConfigurationError, match=r"pass --init FOLDER, .*dfine-large-coco"):
        chosen_init("large", None)


def test_a_sam_gives_the_backbone(random_model):
    encoder = load_sam(random_model, device="cpu").image_encoder.state_dict()
    own = start_detector(SMALL, str(random_model)).dfine.backbone.state_dict()
    assert all(torch.equal(value, encoder[name]) for name, value in own.items())


def test_a_detector_gives_everything(tmp_path):
    given = _saved(SMALL, tmp_path)
    torch.testing.assert_close(start_detector(SMALL, str(tmp_path)).state_dict(), given)


def test_a_detector_of_other_labels_gives_all_but_what_names_them(tmp_path):
    given = _saved(replace(SMALL, labels=3), tmp_path)
    own = start_detector(SMALL, str(tmp_path)).state_dict()
    fresh = {name for name in own if own[name].shape != given[name].shape}
    assert {name.split(".")[1] for name in fresh} == {
        "decoder",
        "denoising_class_embed",
        "enc_score_head",
    }
    assert all("class_embed" in name or "score_head" in name for name in fresh)
    assert all(torch.equal(own[name], given[name]) for name in own.keys() - fresh)


def test_what_learned_from_a_detector_still_learns(tmp_path):
    _saved(SMALL, tmp_path)
    started, fresh = start_detector(SMALL, str(tmp_path)), build_detector(SMALL)
    learning = {name for name, p in started.named_parameters() if p.requires_grad}
    assert learning == {name for name, p in fresh.named_parameters() if p.requires_grad}


def test_a_backbone_from_nothing_learns_its_norms_and_goes_on_with_them(tmp_path):
    first = start_detector(HGNET, RANDOM)
    assert any(isinstance(m, torch.nn.BatchNorm2d) for m in first.dfine.backbone.modules())
    save_detector(first, tmp_path)
    again = start_detector(HGNET, str(tmp_path))
    assert again.config == first.config
    torch.testing.assert_close(again.state_dict(), first.state_dict())


def test_a_detector_of_another_size_is_refused(tmp_path):
    _saved(replace(SMALL, queries=12), tmp_path)
    with pytest.raises(CheckpointError, match="a detector of another size"):
        start_detector(SMALL, str(tmp_path))
