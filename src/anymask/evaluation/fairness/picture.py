"""The groups of the RAI report as a picture: a dot for each mean, a line for its interval.

Where the lines of two groups overlap widely, nothing tells them apart. Drawn with Pillow alone.
"""

from collections.abc import Mapping

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from anymask.evaluation.chart import GRID, INK, PAPER, SMOOTH, TEXT_PX, value_range
from anymask.evaluation.fairness.groups import Group
from anymask.evaluation.fairness.report import MethodFairness
from anymask.inference.draw import colour_of

WIDTH, LINE_PX, TOP, BOTTOM = 760, 22, 56, 34
LEFT, RIGHT = 290, 30
LONGEST_NAME = 38
MOST_GROUPS = 60
"""A picture of more groups is too long to look at: the largest of each attribute are drawn."""

Line = tuple[Group, int]
"""A group, and the number of its measure."""


def draw_groups(
    method: MethodFairness, headings: Mapping[str, str], level: float
) -> UInt8[np.ndarray, "H W 3"] | None:
    """Draw all groups of a method, a line each for every measure.

    Args:
        method: what was found.
        headings: of the measures, by name.
        level: of the intervals.

    Returns:
        The picture, or None where there is no group.
    """
    measures = list(dict.fromkeys(each.measure for each in method.comparisons))
    lines = _lines(method, measures)
    if not lines:
        return None
    height = TOP + LINE_PX * len(lines) + BOTTOM
    paper = Image.new("RGB", (WIDTH * SMOOTH, height * SMOOTH), PAPER)
    _Pen(ImageDraw.Draw(paper), lines, level).draw(method.name, [headings[m] for m in measures])
    return np.asarray(paper.resize((WIDTH, height), Image.Resampling.LANCZOS))


def _lines(method: MethodFairness, measures: list[str]) -> list[Line]:
    """Put the measures of each group together, and keep the largest groups of each attribute."""
    attributes = dict.fromkeys(each.attribute for each in method.comparisons)
    most = max(2, MOST_GROUPS // max(1, len(attributes) * len(measures)))
    lines = []
    for attribute in attributes:
        chosen = [each for each in method.comparisons if each.attribute == attribute]
        for value in [group.value for group in chosen[0].groups[:most]]:
            for each in chosen:
                group = next(group for group in each.groups if group.value == value)
                lines.append((group, measures.index(each.measure)))
    return lines


class _Pen:
    """Knows where values and lines lie on the paper."""

    def __init__(self, paper: ImageDraw.ImageDraw, lines: list[Line], level: float) -> None:
        self._paper = paper
        self._lines = lines
        self._font = ImageFont.load_default(TEXT_PX * SMOOTH)
        self._ranges = [group.interval(level) or (group.mean, group.mean) for group, _ in lines]
        # An interval may reach beyond 0 or 1; nothing that is measured does.
        ends = [min(1.0, max(0.0, end)) for each in self._ranges for end in each]
        self._low, self._high, self._step = value_range(ends)
        self._bottom = TOP + LINE_PX * len(lines)

    def draw(self, title: str, headings: list[str]) -> None:
        self._write(12, 14, title, "lt")
        for number, heading in enumerate(headings):
            x = LEFT + 150 * number
            self._dot(x, 22, number)
            self._write(x + 10, 22, heading, "lm")
        for count in range(round((self._high - self._low) / self._step) + 1):
            value = self._low + count * self._step
            self._stroke([(self._x(value), TOP - 6), (self._x(value), self._bottom)], GRID, 1)
            self._write(self._x(value), self._bottom + 8, f"{value:.2f}", "mt")
        for place, (group, number) in enumerate(self._lines):
            self._draw_line(place, group, number)

    def _draw_line(self, place: int, group: Group, number: int) -> None:
        y = TOP + LINE_PX * (place + 0.5)
        if number == 0 or place == 0:
            name = f"{group.attribute}: {group.value}"
            short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
            self._write(LEFT - 14, y, f"{short} ({len(group.scores)})", "rm")
        low, high = self._ranges[place]
        self._stroke([(self._x(low), y), (self._x(high), y)], colour_of(number), 2)
        self._dot(self._x(group.mean), y, number)

    def _x(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT)

    def _stroke(
        self, points: list[tuple[float, float]], colour: tuple[int, int, int], width: int
    ) -> None:
        scaled = [(x * SMOOTH, y * SMOOTH) for x, y in points]
        self._paper.line(scaled, fill=colour, width=width * SMOOTH)

    def _dot(self, x: float, y: float, number: int) -> None:
        self._paper.circle((x * SMOOTH, y * SMOOTH), 4 * SMOOTH, fill=colour_of(number))

    def _write(self, x: float, y: float, text: str, anchor: str) -> None:
        self._paper.text((x * SMOOTH, y * SMOOTH), text, fill=INK, font=self._font, anchor=anchor)
