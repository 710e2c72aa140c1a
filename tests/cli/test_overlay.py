"""Panels: one per rank of the masks."""

import numpy as np
import pytest
import torch

from anymask.cli.overlay import draw_overlay, join_panels, ranks
from anymask.geometry import rle
from anymask.inference.result import Masks


def masks_of(objects: list[int] | None, count: int) -> Masks:
    squares = torch.zeros(count, 20, 30, dtype=torch.bool)
    squares[:, 5:15, 5:15] = True
    return Masks(
        size=(20, 30),
        scores=torch.ones(count),
        runs=tuple(rle.encode(squares)),
        objects=None if objects is None else torch.tensor(objects),
    )


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ([0, 0, 0], [[0], [1], [2]]),
        ([0, 1, 2], [[0, 1, 2]]),
        ([0, 0, 1, 1], [[0, 2], [1, 3]]),
    ],
)
def test_a_rank_takes_one_mask_of_each_object(
    objects: list[int], expected: list[list[int]]
) -> None:
    assert ranks(masks_of(objects, len(objects))) == expected


@pytest.mark.parametrize("count", [0, 1, 5])
def test_masks_without_prompts_share_one_panel(count: int) -> None:
    assert ranks(masks_of(None, count)) == [list(range(count))]


def test_no_masks_leave_the_picture_as_it_is() -> None:
    image = np.full((20, 30, 3), 99, np.uint8)
    assert np.array_equal(draw_overlay(image, masks_of(None, 0)), image)


def test_panels_stand_side_by_side_with_a_gap() -> None:
    black = np.zeros((20, 100, 3), np.uint8)
    joined = join_panels([black, black, black])
    assert joined.shape == (20, 304, 3)
    assert (joined[:, 100:102] == 255).all()
    assert (joined == 255).sum() == 20 * 4 * 3


def test_one_panel_has_no_gap() -> None:
    black = np.zeros((20, 100, 3), np.uint8)
    assert np.array_equal(join_panels([black]), black)
