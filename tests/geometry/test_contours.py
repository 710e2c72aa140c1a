"""Contours: polygons of a mask give the mask back, and filling equals scikit-image's."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import ndimage
from skimage.draw import polygon2mask

from anymask.errors import InputError
from anymask.geometry.contours import Polygon, mask_to_polygons, polygons_to_mask, simplify

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))
CORNERS = arrays(np.float64, (7, 2), elements=st.floats(-5, 25).map(lambda x: round(x, 2) + 0.003))


@given(MASKS)
def test_filling_the_outlines_gives_the_mask_back(mask: np.ndarray) -> None:
    polygons = mask_to_polygons(torch.from_numpy(mask))
    np.testing.assert_array_equal(polygons_to_mask(polygons, mask.shape).numpy(), mask)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.6, 0.9])
def test_large_noise_comes_back(share: float) -> None:
    mask = torch.rand(90, 110, generator=torch.Generator().manual_seed(0)) < share
    assert torch.equal(polygons_to_mask(mask_to_polygons(mask), (90, 110)), mask)


@given(MASKS)
def test_every_region_is_one_polygon(mask: np.ndarray) -> None:
    assert len(mask_to_polygons(torch.from_numpy(mask))) == ndimage.label(mask)[1]


@given(MASKS)
def test_each_polygon_fills_its_own_region(mask: np.ndarray) -> None:
    regions = ndimage.label(mask)[0]
    for number, polygon in enumerate(mask_to_polygons(torch.from_numpy(mask)), start=1):
        filled = polygons_to_mask([polygon], mask.shape).numpy()
        np.testing.assert_array_equal(filled, regions == number)


def test_holes_belong_to_the_region_around_them() -> None:
    ring, dot = np.ones((5, 5), dtype=np.bool_), np.zeros((5, 5), dtype=np.bool_)
    ring[1:4, 1:4], dot[2, 2] = False, True
    outer, inner = mask_to_polygons(torch.from_numpy(ring | dot))
    assert [len(outer.holes), len(inner.holes)] == [1, 0]
    assert outer.holes[0].tolist() == [[4, 1], [1, 1], [1, 4], [4, 4]]


def test_an_empty_mask_has_no_polygons() -> None:
    assert mask_to_polygons(torch.zeros(3, 4, dtype=torch.bool)) == []
    assert not polygons_to_mask([], (3, 4)).any()


@given(CORNERS)
def test_filling_any_ring_equals_scikit_image(corners: np.ndarray) -> None:
    # scikit-image wants (row, column) of pixel centres at whole numbers.
    expected = polygon2mask((20, 20), corners[:, ::-1] - 0.5)
    filled = polygons_to_mask([Polygon(corners)], (20, 20)).numpy()
    differs = np.argwhere(filled != expected)
    # A centre exactly on a side is a tie, which rounding decides there and our rule here.
    assert all(distance_to_outline(corners, pixel[::-1] + 0.5) < 1e-9 for pixel in differs)


def distance_to_outline(corners: np.ndarray, point: np.ndarray) -> float:
    """Measure how far a point is from the nearest side of a ring."""
    sides = np.roll(corners, -1, axis=0) - corners
    squares = np.maximum((sides**2).sum(1), 1e-30)
    along = np.clip(((point - corners) * sides).sum(1) / squares, 0, 1)
    return float(np.linalg.norm(point - corners - along[:, None] * sides, axis=1).min())


@given(CORNERS)
def test_a_ring_that_goes_back_the_way_it_came_fills_nothing(corners: np.ndarray) -> None:
    there_and_back = Polygon(np.concatenate([corners, corners[::-1]]))
    assert not polygons_to_mask([there_and_back], (20, 20)).any()


@given(st.integers(0, 40), st.integers(0, 40))
def test_polygons_with_a_common_side_share_no_pixel_and_leave_none(above: int, below: int) -> None:
    top, bottom = np.array([above / 2, 0]), np.array([below / 2, 20])
    left = Polygon(np.array([[0, 0], top, bottom, [0, 20]]))
    right = Polygon(np.array([top, [20, 0], [20, 20], bottom]))
    halves = torch.stack([polygons_to_mask([half], (20, 20)) for half in (left, right)])
    assert (halves.sum(0) == 1).all()


@pytest.mark.parametrize("corner", [0.0, 0.5])
def test_centres_on_the_left_and_upper_side_are_inside(corner: float) -> None:
    square = np.array([[0, 0], [2, 0], [2, 2], [0, 2]]) + corner
    mask = polygons_to_mask([Polygon(square)], (4, 4))
    assert mask.nonzero().tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_polygons_are_joined_where_they_overlap() -> None:
    square = np.array([[0.0, 0], [3, 0], [3, 3], [0, 3]])
    filled = polygons_to_mask([Polygon(square), Polygon(square + 1)], (4, 4))
    assert int(filled.sum()) == 9 + 9 - 4


def test_a_corner_that_is_not_finite_is_refused() -> None:
    with pytest.raises(InputError, match="a corner that is not finite"):
        polygons_to_mask([Polygon(np.array([[0, 0], [1, 0], [np.nan, 1]]))], (4, 4))


@given(MASKS, st.floats(0, 3))
def test_simplified_outlines_keep_a_subset_of_corners(mask: np.ndarray, tolerance: float) -> None:
    for polygon in mask_to_polygons(torch.from_numpy(mask)):
        slim = simplify(polygon, tolerance)
        assert len(slim.holes) == len(polygon.holes)
        assert 3 <= len(slim.exterior) <= len(polygon.exterior)
        assert {*map(tuple, slim.exterior)} <= {*map(tuple, polygon.exterior)}


@given(MASKS)
def test_simplifying_by_nothing_changes_nothing(mask: np.ndarray) -> None:
    for polygon in mask_to_polygons(torch.from_numpy(mask)):
        assert np.array_equal(simplify(polygon, 0.0).exterior, polygon.exterior)


def test_simplified_discs_lose_corners_but_hardly_area() -> None:
    y, x = torch.meshgrid(torch.arange(100), torch.arange(100), indexing="ij")
    disc = (y - 50) ** 2 + (x - 50) ** 2 < 40**2
    (round_outline,) = mask_to_polygons(disc)
    slim = simplify(round_outline, 1.0)
    changed = polygons_to_mask([slim], (100, 100)) ^ disc
    assert len(slim.exterior) < len(round_outline.exterior) / 5
    assert changed.sum() < 0.03 * disc.sum()


def test_dropped_corners_lie_within_the_tolerance() -> None:
    stairs = np.array([[0.0, 0], [4, 0], [4, 1], [8, 1], [8, 2], [12, 2], [12, 9], [0, 9]])
    corners = simplify(Polygon(stairs), 1.0).exterior.tolist()
    assert corners == [[0, 0], [12, 2], [12, 9], [0, 9]]


@pytest.mark.parametrize("tolerance", [-1.0, float("nan")])
def test_a_negative_tolerance_is_refused(tolerance: float) -> None:
    with pytest.raises(InputError, match=r"tolerance is .* px; choose 0 or more"):
        simplify(Polygon(np.zeros((3, 2))), tolerance)
