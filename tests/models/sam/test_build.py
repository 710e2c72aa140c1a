import torch

from anymask.models.sam.build import build_sam


def test_a_built_model_is_ready_for_inference(vit_config):
    assert not build_sam(vit_config).training


def test_the_seed_fixes_the_weights(pyramid_config):
    states = []
    for _ in range(2):
        torch.manual_seed(3)
        states.append(build_sam(pyramid_config).state_dict())
    assert all(torch.equal(value, states[1][name]) for name, value in states[0].items())
