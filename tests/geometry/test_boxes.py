"""Boxes: conversions are inverse, overlaps equal pycocotools, cut objects are found."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pycocotools import mask as coco

from anymask.geometry import boxes

CORNERS = arrays(np.float64, (6, 2, 2), elements=st.integers(0, 50)).map(
    lambda pairs: torch.from_numpy(np.sort(pairs, axis=1).reshape(-1, 4))
)


@given(CORNERS)
def test_width_height_form_turns_back(corners: torch.Tensor) -> None:
    assert torch.equal(boxes.xywh_to_xyxy(boxes.xyxy_to_xywh(corners)), corners)


@given(CORNERS)
def test_centre_form_turns_back(corners: torch.Tensor) -> None:
    assert torch.equal(boxes.cxcywh_to_xyxy(boxes.xyxy_to_cxcywh(corners)), corners)


@given(CORNERS, CORNERS)
def test_iou_equals_pycocotools(a: torch.Tensor, b: torch.Tensor) -> None:
    a, b = (each[boxes.area(each) > 0] for each in (a, b))
    forms = [boxes.xyxy_to_xywh(each).numpy() for each in (a, b)]
    expected = coco.iou(*forms, [0] * len(b)) if len(a) and len(b) else np.zeros((len(a), len(b)))
    np.testing.assert_allclose(boxes.iou(a, b).numpy(), expected)


def test_iou_of_empty_boxes_is_zero() -> None:
    assert boxes.iou(torch.zeros(1, 4), torch.zeros(2, 4)).tolist() == [[0, 0]]


def test_iou_of_no_boxes_has_no_entries() -> None:
    assert boxes.iou(torch.zeros(0, 4), torch.zeros(3, 4)).shape == (0, 3)


def test_intersection_of_distant_boxes_is_zero() -> None:
    a, b = torch.tensor([[0.0, 0, 1, 1]]), torch.tensor([[5.0, 5, 6, 6]])
    assert boxes.intersection(a, b).item() == 0


def test_clip_moves_corners_onto_the_border() -> None:
    outside = torch.tensor([[-3.0, 2.0, 99.0, 99.0]])
    assert boxes.clip(outside, (10, 20)).tolist() == [[0, 2, 20, 10]]


@pytest.mark.parametrize(
    ("box", "cut"),
    [
        ([119.0, 100, 200, 200], True),  # 19 px from the crop's left edge, inside the image
        ([120.0, 121, 200, 200], True),  # exactly 20 px counts
        ([121.0, 121, 200, 200], False),
        ([150.0, 150, 200, 290], True),  # at the bottom
        ([150.0, 150, 499, 200], False),  # the crop's right edge is the image's
    ],
)
def test_objects_cut_by_a_crop_are_found(box: list[float], cut: bool) -> None:
    found = boxes.near_crop_edge(torch.tensor([box]), (100, 100, 500, 300), (400, 500))
    assert found.tolist() == [cut]


def test_the_whole_image_cuts_nothing() -> None:
    corners = torch.rand(20, 4) * 100
    assert not boxes.near_crop_edge(corners, (0, 0, 100, 100), (100, 100)).any()
