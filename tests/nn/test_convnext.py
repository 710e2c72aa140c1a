import torch

from anymask.nn.convnext import ConvNextBlock


def test_a_block_with_no_gain_changes_nothing():
    block = ConvNextBlock(8, layer_scale=0.0)
    x = torch.randn(2, 8, 5, 6)
    assert torch.equal(block(x), x)


def test_a_pixel_reaches_no_further_than_the_kernel():
    block, x = ConvNextBlock(4, kernel=3), torch.zeros(1, 4, 9, 9)
    moved = x.clone()
    moved[..., 4, 4] = 1
    changed = (block(moved) - block(x)).abs().sum(1)[0] > 0
    assert changed[3:6, 3:6].all()
    assert changed.sum() == 9
