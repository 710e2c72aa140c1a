"""Set arithmetic on run lengths: always what the decoded masks, or pycocotools, say."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from pycocotools import mask as coco

from anymask.errors import InputError
from anymask.geometry import masks as tensors
from anymask.geometry.run_codec import decode, encode
from anymask.geometry.run_sets import area, box, intersection, iou, place, union
from anymask.geometry.run_strings import to_coco
from anymask.geometry.runs import Rle

STACKS = arrays(np.bool_, array_shapes(min_dims=3, max_dims=3, max_side=9)).map(torch.from_numpy)


@given(STACKS)
def test_area_counts_pixels(stack: torch.Tensor) -> None:
    assert [area(rle) for rle in encode(stack)] == stack.sum(dim=(1, 2)).tolist()


@given(STACKS)
def test_box_equals_pycocotools(stack: torch.Tensor) -> None:
    for rle in encode(stack):
        x0, y0, x1, y1 = box(rle)
        expected = coco.toBbox(to_coco(rle)).tolist() if area(rle) else [0, 0, 0, 0]
        assert [x0, y0, x1 - x0, y1 - y0] == expected


@given(STACKS)
def test_iou_equals_that_of_the_decoded_masks(stack: torch.Tensor) -> None:
    rles = encode(stack)
    torch.testing.assert_close(iou(rles, rles[:2]), tensors.iou(stack, stack[:2]))


@given(STACKS)
def test_intersection_equals_that_of_the_decoded_masks(stack: torch.Tensor) -> None:
    first, last = encode(stack)[0], encode(stack)[-1]
    assert intersection(first, last) == int((stack[0] & stack[-1]).sum())


@given(STACKS)
def test_union_equals_that_of_the_decoded_masks(stack: torch.Tensor) -> None:
    assert union(encode(stack)) == encode(stack.any(dim=0, keepdim=True))[0]


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


def test_masks_of_different_sizes_are_refused() -> None:
    tall, wide = Rle((4, 1), [4]), Rle((1, 4), [4])
    for compare in (intersection, lambda a, b: iou([a], [b]), lambda a, b: union([a, b])):
        with pytest.raises(InputError, match=r"different sizes \[\(1, 4\), \(4, 1\)\]"):
            compare(tall, wide)


def test_the_union_of_no_masks_is_refused() -> None:
    with pytest.raises(InputError, match="union of 0 masks"):
        union([])


def test_iou_of_no_masks_has_no_entries() -> None:
    assert iou([], [Rle((2, 2), [4])]).shape == (0, 1)


def test_iou_of_empty_masks_is_zero() -> None:
    assert iou([Rle((2, 2), [4])], [Rle((2, 2), [4])]).tolist() == [[0]]
