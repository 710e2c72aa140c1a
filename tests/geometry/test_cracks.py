"""Cracks: rings are simple, run with the mask on the right, and bound its exact area."""

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from anymask.geometry.cracks import trace_rings

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))


def signed_area(ring: np.ndarray) -> float:
    """Shoelace formula, positive for clockwise on the screen."""
    (x, y), (next_x, next_y) = ring.T, np.roll(ring, -1, axis=0).T
    return float((x * next_y - next_x * y).sum() / 2)


@given(MASKS)
def test_areas_of_rings_add_up_to_the_mask(mask: np.ndarray) -> None:
    assert sum(signed_area(ring) for ring in trace_rings(mask)) == mask.sum()


@given(MASKS)
def test_rings_never_visit_a_point_twice(mask: np.ndarray) -> None:
    for ring in trace_rings(mask):
        assert len({tuple(corner) for corner in ring.tolist()}) == len(ring) >= 4


@given(MASKS)
def test_sides_alternate_and_begin_horizontally(mask: np.ndarray) -> None:
    for ring in trace_rings(mask):
        sides = np.roll(ring, -1, axis=0) - ring
        assert (sides[0::2, 1] == 0).all()
        assert (sides[1::2, 0] == 0).all()
        assert (np.abs(sides).sum(axis=1) > 0).all()


@given(MASKS)
def test_sides_cover_every_crack_once(mask: np.ndarray) -> None:
    padded = np.pad(mask, 1).astype(int)
    cracks = np.abs(np.diff(padded, axis=0)).sum() + np.abs(np.diff(padded, axis=1)).sum()
    lengths = [np.abs(np.roll(ring, -1, axis=0) - ring).sum() for ring in trace_rings(mask)]
    assert sum(lengths) == cracks


def test_a_pixel_is_walked_clockwise_from_its_top_left_corner() -> None:
    (ring,) = trace_rings(np.array([[True]]))
    assert ring.tolist() == [[0, 0], [1, 0], [1, 1], [0, 1]]


def test_pixels_that_touch_at_a_corner_stay_apart() -> None:
    assert [len(ring) for ring in trace_rings(np.eye(2, dtype=np.bool_))] == [4, 4]
    assert [len(ring) for ring in trace_rings(np.eye(2, dtype=np.bool_)[::-1])] == [4, 4]


def test_a_band_that_touches_itself_becomes_an_outline_and_a_hole() -> None:
    band = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 0]], dtype=np.bool_)
    assert sorted(signed_area(ring) for ring in trace_rings(band)) == [-1, 8]
