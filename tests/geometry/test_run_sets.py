"""Set arithmetic on run lengths: always what the decoded masks, or pycocotools, say."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays
from pycocotools import mask as coco

from anymask.errors import InputError
from anymask.geometry import masks as tensors
from anymask.geometry.run_codec import encode
from anymask.geometry.run_sets import area, box, intersection, iou, union
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
