"""Grids: points and crops equal the published layout, tiles cover the image."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers.models.sam.image_processing_pil_sam import (
    _build_point_grid,
    _generate_per_layer_crops,
)

from anymask.errors import ConfigurationError
from anymask.geometry import grids

SIDES = st.integers(1, 40)


@pytest.mark.parametrize("points_per_side", [1, 2, 7, 16, 32])
def test_point_grid_equals_the_published_one(points_per_side: int) -> None:
    expected = _build_point_grid(points_per_side)
    np.testing.assert_array_equal(grids.point_grid(points_per_side).numpy(), expected)


def test_point_grid_goes_row_by_row() -> None:
    grid = grids.point_grid(3)
    assert torch.equal(grid[:3, 1], grid[0, 1].expand(3))
    assert (grid[:3, 0].diff() > 0).all()


def test_point_grid_of_no_points_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="points_per_side is 0; a grid needs 1"):
        grids.point_grid(0)


@pytest.mark.parametrize("size", [(300, 451), (1500, 2250), (77, 50)])
@pytest.mark.parametrize("layers", [0, 1, 2])
def test_crops_equal_the_published_layout(size: tuple[int, int], layers: int) -> None:
    corners, depths = _generate_per_layer_crops(layers, 512 / 1500, size)
    found = grids.crop_boxes(size, layers, 512 / 1500)
    assert [list(box.xyxy) for box in found] == corners
    assert [box.layer for box in found] == depths


def test_layers_hold_four_times_as_many_crops() -> None:
    layers = [box.layer for box in grids.crop_boxes((600, 800), 3, 0.3)]
    assert [layers.count(i) for i in range(4)] == [1, 4, 16, 64]


@given(SIDES, SIDES, st.integers(2, 30), st.integers(0, 29))
def test_tiles_cover_the_image_and_overlap(h: int, w: int, tile: int, overlap: int) -> None:
    overlap = min(overlap, tile - 1)
    seen = np.zeros((h, w), dtype=int)
    for box in grids.tiles((h, w), tile, overlap):
        assert box.size == (min(tile, h), min(tile, w))
        assert 0 <= box.x0 < box.x1 <= w
        assert 0 <= box.y0 < box.y1 <= h
        seen[box.y0 : box.y1, box.x0 : box.x1] += 1
    assert seen.min() >= 1


@given(SIDES, st.integers(2, 30), st.integers(0, 29))
def test_neighbouring_tiles_share_the_overlap(width: int, tile: int, overlap: int) -> None:
    overlap = min(overlap, tile - 1)
    row = grids.tiles((1, width), tile, overlap)
    assert all(a.x1 - b.x0 >= overlap for a, b in itertools.pairwise(row))


@pytest.mark.parametrize(("tile", "overlap"), [(0, 0), (8, 8), (8, -1)])
def test_tiles_that_cannot_cover_are_refused(tile: int, overlap: int) -> None:
    with pytest.raises(ConfigurationError, match=f"tile is {tile} px and overlap {overlap} px"):
        grids.tiles((10, 10), tile, overlap)
