"""The contact sheet shows every sample once, with its masks."""

import numpy as np
import torch

from anymask.cli.contact_sheet import CAPTION, GAP, TILE, contact_sheet, thumbnail
from anymask.data.compact import CompactSample
from anymask.data.sample import Sample


def _sample(height: int, width: int) -> CompactSample:
    masks = torch.zeros(1, height, width, dtype=torch.bool)
    masks[0, height // 4 : height // 2, : width // 2] = True
    grey = torch.full((3, height, width), 128, dtype=torch.uint8)
    return CompactSample.of(Sample(grey, masks, "grey"))


def test_small_images_stay_and_large_ones_shrink() -> None:
    assert thumbnail(_sample(20, 30)).shape == (20, 30, 3)
    assert thumbnail(_sample(200, 2 * TILE)).shape == (100, TILE, 3)


def test_masks_are_drawn_where_they_are() -> None:
    coloured = (thumbnail(_sample(80, 80)) != 128).any(axis=2)
    expected = np.zeros((80, 80), bool)
    expected[20:40, :40] = True
    np.testing.assert_array_equal(coloured, expected)


def test_the_page_has_a_place_for_every_sample() -> None:
    across, down = TILE + GAP, TILE + CAPTION + GAP
    for count, (rows, columns) in {1: (1, 1), 4: (1, 4), 5: (2, 4)}.items():
        page = contact_sheet([_sample(20, 30)] * count)
        assert page.shape == (GAP + rows * down, GAP + columns * across, 3)
