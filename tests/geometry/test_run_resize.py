"""Masks at another size straight from run lengths: what exact area weights say."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from torch.nn import functional as F

from anymask.errors import InputError
from anymask.geometry import run_resize
from anymask.geometry.run_codec import encode
from anymask.geometry.run_resize import resize
from anymask.geometry.runs import Rle

STACKS = arrays(np.bool_, array_shapes(min_dims=3, max_dims=3, max_side=9)).map(torch.from_numpy)
SIDES = st.integers(1, 20)


def overlaps(source: int, target: int) -> np.ndarray:
    """The share of each target cell that each source cell covers, in exact fractions."""
    cells = np.zeros((target, source), dtype=object)
    for i in range(target):
        for j in range(source):
            low = max(Fraction(i, target), Fraction(j, source))
            high = min(Fraction(i + 1, target), Fraction(j + 1, source))
            cells[i, j] = max(Fraction(0), high - low) * target
    return cells


@given(STACKS, SIDES, SIDES)
def test_a_pixel_is_set_when_half_of_it_is_covered(
    stack: torch.Tensor, height: int, width: int
) -> None:
    down, across = overlaps(stack.shape[1], height), overlaps(stack.shape[2], width)
    for mask, resized in zip(stack.numpy(), resize(encode(stack), (height, width)), strict=True):
        expected = (down @ mask.astype(int).astype(object) @ across.T) * 2 >= 1
        np.testing.assert_array_equal(resized.numpy(), expected.astype(bool))


@given(STACKS, st.integers(1, 4), st.integers(1, 4))
def test_growing_by_whole_factors_repeats_pixels(stack: torch.Tensor, down: int, over: int) -> None:
    size = (stack.shape[1] * down, stack.shape[2] * over)
    grown = stack.repeat_interleave(down, 1).repeat_interleave(over, 2)
    assert torch.equal(resize(encode(stack), size), grown)


def test_large_masks_shrink_like_averages_of_their_pixels() -> None:
    masks = torch.rand(3, 600, 400) < torch.tensor([0.2, 0.5, 0.8])[:, None, None]
    expected = F.avg_pool2d(masks[:, None].double(), 4)[:, 0] >= 0.5
    assert torch.equal(resize(encode(masks), (150, 100)), expected)


def test_masks_are_alike_alone_and_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    rles = encode(torch.rand(9, 31, 23) < 0.3)
    together = resize(rles, (17, 29))
    monkeypatch.setattr(run_resize, "CELLS_AT_ONCE", 700)
    assert torch.equal(resize(rles, (17, 29)), together)
    assert torch.equal(torch.cat([resize([rle], (17, 29)) for rle in rles]), together)


def test_no_masks_give_an_empty_stack() -> None:
    assert resize([], (3, 4)).shape == (0, 3, 4)


def test_sizes_that_cannot_be_are_refused() -> None:
    with pytest.raises(InputError, match=r"cannot be resized to \(0, 2\)"):
        resize([Rle((2, 2), [4])], (0, 2))
    with pytest.raises(InputError, match="pass masks of one image"):
        resize([Rle((2, 2), [4]), Rle((1, 2), [2])], (1, 1))
