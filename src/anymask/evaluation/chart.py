"""Line charts, drawn with Pillow alone: a few series over numbers or names, values from 0 to 1.

Reports use them for curves over clicks and over training; nothing else is meant to.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from anymask.inference.draw import colour_of

WIDTH, HEIGHT = 760, 440
LEFT, TOP, BOTTOM = 64, 44, 52
LEGEND_WIDTH = 210
SMOOTH = 3
"""Drawn so many times larger, then shrunk: smooth lines."""

TEXT_PX = 13
INK, GRID, PAPER = (50, 50, 50), (225, 225, 225), (255, 255, 255)
VALUE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True)
class Series:
    """A line.

    Attributes:
        name: for the legend.
        points: (x, y) from left to right, y in [0, 1].
        strong: whether it is drawn thick.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    strong: bool = False


@dataclass(frozen=True)
class Chart:
    """Lines over one axis.

    Attributes:
        title: what the values are.
        axis: what x is.
        ticks: x and its label, from left to right; at least one.
        series: the lines; at least one, with at least one point.
    """

    title: str
    axis: str
    ticks: tuple[tuple[float, str], ...]
    series: tuple[Series, ...]


def draw_chart(chart: Chart) -> UInt8[np.ndarray, "H W 3"]:
    """Draw a chart on white paper.

    >>> line = Series("tiny", ((1.0, 0.3), (2.0, 0.5)))
    >>> draw_chart(Chart("mean IoU", "clicks", ((1.0, "1"), (2.0, "2")), (line,))).shape
    (440, 760, 3)
    """
    picture = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), PAPER)
    _Pen(chart, ImageDraw.Draw(picture)).draw()
    return np.asarray(picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def value_range(values: Sequence[float]) -> tuple[float, float, float]:
    """Choose the lower end, the upper end and the step of the value axis.

    >>> value_range([0.31, 0.48])
    (0.3, 0.5, 0.05)
    """
    low, high = min(values), max(values)
    step = next((s for s in VALUE_STEPS if high - low <= 6 * s), VALUE_STEPS[-1])
    lower, upper = math.floor(low / step) * step, math.ceil(high / step) * step
    return round(lower, 2), round(max(upper, lower + step), 2), step


class _Pen:
    """Knows where values lie on the paper."""

    def __init__(self, chart: Chart, paper: ImageDraw.ImageDraw) -> None:
        self._chart = chart
        self._paper = paper
        self._font = ImageFont.load_default(TEXT_PX * SMOOTH)
        self._low, self._high, self._step = value_range(
            [y for series in chart.series for _, y in series.points]
        )
        self._first, self._last = chart.ticks[0][0], chart.ticks[-1][0]

    def draw(self) -> None:
        self._write(float(LEFT), 14.0, self._chart.title, "lt")
        right = float(WIDTH - LEGEND_WIDTH)
        for number in range(round((self._high - self._low) / self._step) + 1):
            value = self._low + number * self._step
            y = self._y(value)
            self._line([(float(LEFT), y), (right, y)], GRID, 1.0)
            self._write(LEFT - 8.0, y, f"{value:.2f}", "rm")
        for x, label in self._chart.ticks:
            self._write(self._x(x), HEIGHT - BOTTOM + 8.0, label, "mt")
        self._write((LEFT + right) / 2, HEIGHT - 10.0, self._chart.axis, "mb")
        for number, series in enumerate(self._chart.series):
            self._draw_series(number, series)

    def _draw_series(self, number: int, series: Series) -> None:
        colour = INK if series.strong else colour_of(number)
        width = 3.5 if series.strong else 2.0
        places = [(self._x(x), self._y(y)) for x, y in series.points]
        self._line(places, colour, width)
        for x, y in places:
            self._dot(x, y, 1.6 * width, colour)
        y = TOP + 20.0 * number
        start = WIDTH - LEGEND_WIDTH + 24.0
        self._line([(start, y), (start + 20, y)], colour, width)
        self._write(start + 28, y, series.name, "lm")

    def _x(self, x: float) -> float:
        room = WIDTH - LEGEND_WIDTH - LEFT - 24
        share = 0.5 if self._last == self._first else (x - self._first) / (self._last - self._first)
        return LEFT + 12 + share * room

    def _y(self, y: float) -> float:
        share = (y - self._low) / (self._high - self._low)
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)

    def _line(
        self, points: Sequence[tuple[float, float]], colour: tuple[int, int, int], width: float
    ) -> None:
        scaled = [(x * SMOOTH, y * SMOOTH) for x, y in points]
        self._paper.line(scaled, fill=colour, width=round(width * SMOOTH), joint="curve")

    def _dot(self, x: float, y: float, radius: float, colour: tuple[int, int, int]) -> None:
        centre = (x * SMOOTH, y * SMOOTH)
        self._paper.circle(centre, radius * SMOOTH, fill=colour)

    def _write(self, x: float, y: float, text: str, anchor: str) -> None:
        place = (x * SMOOTH, y * SMOOTH)
        self._paper.text(place, text, fill=INK, font=self._font, anchor=anchor)
