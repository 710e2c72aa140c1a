"""Outlines of drawn shapes cover the pixels that a formula says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.data.exchange.outlines import ellipse, rectangle, turned
from anymask.data.rings import fill_rings
from anymask.errors import FormatError
from anymask.geometry import rle

SIZE = (40, 50)


def fill(ring: list[float]) -> np.ndarray:
    return rle.decode(fill_rings([ring], SIZE)).numpy()


def test_a_rectangle_is_a_slice_whichever_corner_comes_first() -> None:
    expected = np.zeros(SIZE, bool)
    expected[5:15, 10:30] = True
    assert np.array_equal(fill(rectangle(10.0, 5.0, 30.0, 15.0)), expected)
    assert np.array_equal(fill(rectangle(30.0, 15.0, 10.0, 5.0)), expected)


@given(st.floats(0, 50), st.floats(0, 40), st.floats(1, 30), st.floats(1, 30))
def test_an_ellipse_covers_the_centres_inside_it(x: float, y: float, a: float, b: float) -> None:
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]] + 0.5
    away = np.sqrt(((columns - x) / a) ** 2 + ((rows - y) / b) ** 2)
    unsure = np.abs(away - 1) * max(a, b) < 0.05
    assert np.array_equal(fill(ellipse(x, y, a, b))[~unsure], (away < 1)[~unsure])


def test_a_quarter_turn_clockwise_leads_from_right_to_below() -> None:
    ring = turned(rectangle(20.0, 20.0, 30.0, 22.0), 90.0, 20.0, 20.0)
    assert np.array_equal(fill(ring), fill(rectangle(18.0, 20.0, 20.0, 30.0)))


@given(st.floats(-720, 720))
def test_turning_back_gives_the_ring_back(degrees: float) -> None:
    ring = rectangle(3.0, 4.0, 10.0, 20.0)
    back = turned(turned(ring, degrees, 7.0, 7.0), -degrees, 7.0, 7.0)
    assert back == pytest.approx(ring)


@pytest.mark.parametrize("radius", [1e300, float("inf")])
def test_a_radius_beyond_all_bounds_is_left_to_be_refused(radius: float) -> None:
    with pytest.raises(FormatError, match="not finite or beyond"):
        fill(ellipse(0.0, 0.0, radius, 1.0))
