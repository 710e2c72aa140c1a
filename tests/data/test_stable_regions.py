"""Stable regions stand out from their surroundings, whatever the scale."""

import numpy as np
import pytest
import torch
from torch import Tensor

from anymask.data.stable_regions import DUPLICATE_IOU, stable_regions
from anymask.geometry import masks as mask_geometry


@pytest.fixture
def squares() -> tuple[Tensor, Tensor]:
    """A grey picture with a red and a blue square, and the masks of both."""
    image = torch.full((3, 96, 128), 128, dtype=torch.uint8)
    masks = torch.zeros(2, 96, 128, dtype=torch.bool)
    masks[0, 20:60, 10:50] = True
    masks[1, 30:80, 70:110] = True
    image[:, masks[0]] = torch.tensor([220, 20, 20], dtype=torch.uint8)[:, None]
    image[:, masks[1]] = torch.tensor([20, 20, 220], dtype=torch.uint8)[:, None]
    return image, masks


def test_objects_that_stand_out_are_found_up_to_the_smoothed_rim(
    squares: tuple[Tensor, Tensor],
) -> None:
    image, masks = squares
    iou = mask_geometry.iou(masks, stable_regions(image))
    assert (iou.amax(1) > 0.7).all()


def test_no_region_is_found_twice(squares: tuple[Tensor, Tensor]) -> None:
    regions = stable_regions(squares[0])
    iou = mask_geometry.iou(regions, regions).fill_diagonal_(0)
    assert len(regions) > 1
    assert iou.max() <= DUPLICATE_IOU


def test_a_plain_picture_has_no_region() -> None:
    assert stable_regions(torch.full((3, 40, 60), 90, dtype=torch.uint8)).shape == (0, 40, 60)


def test_noise_does_not_hide_objects(squares: tuple[Tensor, Tensor]) -> None:
    rng = np.random.default_rng(0)
    noisy = squares[0].numpy().astype(int) + rng.normal(0, 8, squares[0].shape)
    image = torch.from_numpy(noisy.clip(0, 255).astype(np.uint8))
    iou = mask_geometry.iou(squares[1], stable_regions(image))
    assert (iou.amax(1) > 0.85).all()
