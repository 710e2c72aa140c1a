"""Claims about stochastic depth."""

import pytest
import torch

from anymask.nn.block import Block
from anymask.nn.drop import DropPath, set_drop_path


def test_images_are_dropped_whole_and_the_mean_stays() -> None:
    torch.manual_seed(0)
    out = DropPath(0.4).train()(torch.ones(4000, 2, 3))
    assert out.unique().tolist() == pytest.approx([0.0, 1 / 0.6])
    assert (out.flatten(1) == out[:, :1, 0]).all()
    assert abs(float(out.mean()) - 1) < 0.05


@pytest.mark.parametrize("drop", [DropPath(0.0).train(), DropPath(0.9).eval()])
def test_without_rate_or_training_nothing_happens(drop: DropPath) -> None:
    branch = torch.randn(3, 4)
    assert drop(branch) is branch


def test_the_rate_rises_linearly_to_the_last_block() -> None:
    blocks = [Block(8, 2) for _ in range(5)]
    set_drop_path(blocks, 0.4)
    assert [block.drop_path.rate for block in blocks] == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])


def test_a_block_that_is_always_dropped_is_the_identity() -> None:
    block, tokens = Block(8, 2).train(), torch.randn(2, 4, 4, 8)
    block.drop_path.rate = 1 - 1e-9
    torch.testing.assert_close(block(tokens), tokens)
