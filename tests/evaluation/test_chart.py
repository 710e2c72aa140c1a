"""Claims about charts, read from their pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.chart import HEIGHT, WIDTH, Chart, Series, draw_chart, value_range
from anymask.inference.draw import colour_of

TICKS = ((1.0, "1"), (3.0, "3"))


def rows_of(picture: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """The rows (y, x) of the plot, left of the legend, that hold a colour."""
    return np.argwhere((np.abs(picture[:, :550].astype(int) - colour) < 20).all(axis=2))


def test_a_rising_line_rises_from_left_to_right() -> None:
    line = Series("tiny", ((1.0, 0.2), (3.0, 0.6)))
    places = rows_of(draw_chart(Chart("IoU", "clicks", TICKS, (line,))), colour_of(0))
    left, right = places[places[:, 1].argmin()], places[places[:, 1].argmax()]
    assert right[0] < left[0] - 100


def test_the_higher_line_lies_above() -> None:
    lines = tuple(Series(str(y), ((1.0, y), (3.0, y))) for y in (0.3, 0.5))
    picture = draw_chart(Chart("IoU", "clicks", TICKS, lines))
    low, high = (rows_of(picture, colour_of(number))[:, 0].mean() for number in range(2))
    assert high < low


@pytest.mark.parametrize("points", [((1.0, 0.5),), ((1.0, 0.5), (3.0, 0.5)), ((1.0, 0.0),)])
def test_flat_and_single_values_can_be_drawn(points: tuple[tuple[float, float], ...]) -> None:
    chart = Chart("IoU", "clicks", TICKS[: len(points)], (Series("a", points, strong=True),))
    assert draw_chart(chart).shape == (HEIGHT, WIDTH, 3)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_the_axis_holds_all_values_in_few_steps(values: list[float]) -> None:
    low, high, step = value_range(values)
    assert low - 1e-9 <= min(values)
    assert max(values) <= high + 1e-9
    assert 1 <= round((high - low) / step) <= 8
