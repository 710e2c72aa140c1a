"""Masks: every measure equals a plain one of numpy, scipy or pycocotools."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import ndimage

from anymask.geometry import masks

STACKS = arrays(np.bool_, array_shapes(min_dims=3, max_dims=3, max_side=9))


@given(STACKS)
def test_area_counts_pixels(stack: np.ndarray) -> None:
    assert masks.area(torch.from_numpy(stack)).tolist() == stack.sum(axis=(1, 2)).tolist()


@given(STACKS)
def test_iou_equals_the_definition(stack: np.ndarray) -> None:
    found = masks.iou(torch.from_numpy(stack), torch.from_numpy(stack)).numpy()
    shared = (stack[:, None] & stack[None]).sum(axis=(2, 3))
    joined = (stack[:, None] | stack[None]).sum(axis=(2, 3))
    np.testing.assert_allclose(found, shared / np.maximum(joined, 1), rtol=1e-6)


def test_iou_is_the_same_in_many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    stack = torch.rand(5, 40, 30) > 0.5
    at_once = masks.iou(stack, stack[:3])
    monkeypatch.setattr(masks, "CHUNK_ELEMENTS", 100)
    assert torch.equal(masks.iou(stack, stack[:3]), at_once)


@given(STACKS)
def test_boxes_are_first_and_last_pixels(stack: np.ndarray) -> None:
    for mask, box in zip(stack, masks.boxes(torch.from_numpy(stack)).tolist(), strict=True):
        y, x = np.nonzero(mask)
        expected = [x.min(), y.min(), x.max(), y.max()] if len(x) else [0, 0, 0, 0]
        assert box == expected


@pytest.mark.parametrize("shape", [(0, 4, 4), (2, 0, 4), (2, 4, 0)])
def test_empty_input_works(shape: tuple[int, ...]) -> None:
    empty = torch.zeros(shape, dtype=torch.bool)
    assert masks.area(empty).tolist() == [0] * len(empty)
    assert masks.boxes(empty).tolist() == [[0] * 4] * len(empty)
    assert masks.iou(empty, empty).shape == (len(empty), len(empty))
    assert masks.stability(empty.float()).tolist() == [0] * len(empty)


@pytest.mark.parametrize("steps", [64, 1 << 18])
def test_stability_equals_the_definition(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masks, "CHUNK_ELEMENTS", steps)
    logits = torch.randn(7, 12, 10) * 2
    inner, outer = (logits > 0.5 + 1).sum((1, 2)), (logits > 0.5 - 1).sum((1, 2))
    torch.testing.assert_close(masks.stability(logits, 0.5, 1.0), inner / outer)


def test_stability_of_nothing_is_zero() -> None:
    assert masks.stability(torch.full((1, 4, 4), -9.0)).tolist() == [0]


def test_stability_of_a_sharp_mask_is_one() -> None:
    assert masks.stability(torch.where(torch.rand(1, 9, 9) > 0.5, 9.0, -9.0)).tolist() == [1]


@given(arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12)), st.integers(1, 4))
def test_boundary_band_equals_repeated_erosion(mask: np.ndarray, width: int) -> None:
    eroded = ndimage.binary_erosion(mask, np.ones((3, 3)), iterations=width, border_value=0)
    band = masks.boundary_band(torch.from_numpy(mask), width).numpy()
    np.testing.assert_array_equal(band, mask & ~eroded)
