import pytest
import torch

from anymask.errors import CheckpointError
from anymask.models.sam.build import build_sam
from anymask.models.sam.weights import fit_image_size, infer_config, translate


def test_official_names_come_back_as_ours(vit_config, official_state):
    torch.manual_seed(0)
    state = build_sam(vit_config).state_dict()
    translated = translate(official_state)
    assert translated.keys() == state.keys()
    assert all(torch.equal(value, state[name]) for name, value in translated.items())


def test_our_own_names_are_left_alone(vit_config):
    state = build_sam(vit_config).state_dict()
    assert translate(state).keys() == state.keys()


def test_the_configuration_shows_in_the_weights(vit_config):
    assert infer_config(build_sam(vit_config).state_dict()) == vit_config


def test_weights_of_something_else_are_refused():
    with pytest.raises(CheckpointError, match=r"found conv1\.weight"):
        translate({"conv1.weight": torch.zeros(1)})


@torch.no_grad()
def test_another_input_size_stretches_positions(vit_config):
    state, config = fit_image_size(build_sam(vit_config).state_dict(), vit_config, 96)
    sam = build_sam(config)
    sam.load_state_dict(state)
    assert sam.encode(torch.randn(1, 3, 96, 96)).features.shape == (1, 32, 6, 6)


def test_convolutions_take_another_size_as_they_are(pyramid_config):
    state = build_sam(pyramid_config).state_dict()
    resized, config = fit_image_size(state, pyramid_config, 128)
    assert resized is state
    assert config.image_size == 128


@pytest.mark.parametrize("side", [0, -16, 100])
def test_a_size_that_cannot_be_cut_is_refused(vit_config, side):
    with pytest.raises(CheckpointError, match="multiple of 16"):
        fit_image_size(build_sam(vit_config).state_dict(), vit_config, side)
