import pytest
import torch

from anymask.nn.block import Block
from anymask.nn.window import from_windows, to_windows


def test_windows_do_not_see_each_other():
    module = Block(8, 2, window=2).eval()
    tokens = torch.randn(1, 4, 4, 8)
    changed = tokens.clone()
    changed[:, 2:, 2:] += 1
    same = module(tokens) - module(changed)
    assert same[:, :2].abs().max() == 0
    assert same[:, 2:, 2:].abs().max() > 0


@pytest.mark.parametrize("grid", [(5, 5), (4, 6), (6, 3), (2, 7), (1, 1)])
@pytest.mark.parametrize("learns", [True, False])
def test_padding_that_is_left_out_changes_nothing(grid, learns):
    block, tokens = Block(8, 2, window=3, rel_pos_side=3), torch.randn(2, *grid, 8)
    for parameter in block.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    normed = block.norm1(tokens)
    windows, padded = to_windows(normed, 3)  # zeros before the projection, as the official code
    attended = from_windows(block.attn(windows), padded, grid)
    expected = tokens + attended
    expected = expected + block.mlp(block.norm2(expected))
    with torch.set_grad_enabled(learns):
        torch.testing.assert_close(block(tokens), expected.detach(), atol=1e-5, rtol=1e-5)
