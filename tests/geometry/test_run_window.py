"""Moving masks between windows and images: always what the decoded masks say."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from anymask.errors import InputError
from anymask.geometry.run_codec import decode, encode
from anymask.geometry.run_window import column_pieces, crop, place
from anymask.geometry.runs import Rle

STACKS = arrays(np.bool_, array_shapes(min_dims=3, max_dims=3, max_side=9)).map(torch.from_numpy)


@given(STACKS, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_placing_equals_padding(stack: torch.Tensor, x: int, y: int, rest: int) -> None:
    padded = torch.nn.functional.pad(stack, (x, rest, y, rest))
    size = (padded.shape[1], padded.shape[2])
    assert [place(rle, (x, y), size) for rle in encode(stack)] == encode(padded)


def test_placing_and_cutting_out_comes_back() -> None:
    mask = torch.rand(1, 30, 20) < 0.5
    placed = decode(place(encode(mask)[0], (7, 5), (40, 40)))
    assert torch.equal(placed[5:35, 7:27], mask[0])


@pytest.mark.parametrize("offset", [(-1, 0), (0, 3)])
def test_placing_outside_the_image_is_refused(offset: tuple[int, int]) -> None:
    with pytest.raises(InputError, match=r"a 2 x 2 mask at .* does not lie in an image of 4 x 4"):
        place(Rle((2, 2), [4]), offset, (4, 4))


@given(STACKS, st.data())
def test_cropping_equals_slicing(stack: torch.Tensor, data: st.DataObject) -> None:
    rows, columns = stack.shape[1:]
    x, y = data.draw(st.integers(0, columns - 1)), data.draw(st.integers(0, rows - 1))
    width, height = data.draw(st.integers(1, columns - x)), data.draw(st.integers(1, rows - y))
    window = stack[:, y : y + height, x : x + width]
    assert [crop(rle, (x, y), (height, width)) for rle in encode(stack)] == encode(window)


def test_cropping_outside_the_mask_is_refused() -> None:
    with pytest.raises(InputError, match="a 2 x 2 window at"):
        crop(Rle((2, 3), [6]), (2, 0), (2, 2))


@given(STACKS)
def test_pieces_are_the_runs_of_each_column(stack: torch.Tensor) -> None:
    for rle, mask in zip(encode(stack), stack, strict=True):
        drawn = torch.zeros_like(mask)
        for x, top, bottom in zip(*column_pieces(rle.bounds, mask.shape[0]), strict=True):
            assert not drawn[top:bottom, x].any()
            drawn[top:bottom, x] = True
        assert torch.equal(drawn, mask)
