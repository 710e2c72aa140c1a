"""The charts of a report: the curves of its task, and every measure against the models measured.

With one method there is a line per set, with several a line per method. Models whose names end in a
number, such as the checkpoints of a run, stand at that number.
"""

import math
import re
from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8

from anymask.evaluation.chart import Chart, Series, draw_chart
from anymask.evaluation.report import MEAN_NAME, Curve, MethodResult, Report

FILE_NAME = "curves.png"
STEP = re.compile(r"(\d+)\D*$")
MOST_TICKS = 10


def draw_curves(report: Report) -> UInt8[np.ndarray, "H W 3"] | None:
    """Draw the charts of a report one below the other.

    Returns:
        The picture, or None where there is no curve and a single method.
    """
    charts = [*task_charts(report.methods), *_over_methods(report)]
    return np.concatenate([draw_chart(chart) for chart in charts]) if charts else None


def task_charts(methods: Sequence[MethodResult]) -> list[Chart]:
    """Chart the curves of a task: a line per set and their mean, or a line per method."""
    titles = dict.fromkeys(
        (curve.chart, curve.x_label) for method in methods for curve in method.curves
    )
    charts = []
    for title, x_label in titles:
        lines = [
            line for method in methods for line in _lines(method, title, alone=len(methods) == 1)
        ]
        charts.append(Chart(title, x_label, _ticks(lines), tuple(lines)))
    return [chart for chart in charts if chart.series]


def step_of(name: str) -> int | None:
    """Read the training step at the end of a model's name.

    >>> step_of("runs/tiny/step-003000"), step_of("vit_b")
    (3000, None)
    """
    last = name.rstrip("/").rpartition("/")[2]
    found = STEP.search(last.partition(".")[0])
    return int(found[1]) if found else None


def _lines(method: MethodResult, title: str, *, alone: bool) -> list[Series]:
    curves = [curve for curve in method.curves if curve.chart == title]
    whole = [curve for curve in curves if not curve.set_name]
    parts = [curve for curve in curves if curve.set_name]
    if not alone:
        return [Series(method.name, curve.points) for curve in whole]
    return [Series(curve.set_name, curve.points) for curve in parts] + [
        Series(_whole_name(method, parts), curve.points, strong=bool(parts)) for curve in whole
    ]


def _whole_name(method: MethodResult, parts: Sequence[Curve]) -> str:
    return MEAN_NAME if parts else method.name


def _ticks(lines: Sequence[Series]) -> tuple[tuple[float, str], ...]:
    """Mark every x where there are few, otherwise round ones at equal distances."""
    places = sorted({x for line in lines for x, _ in line.points})
    if len(places) > MOST_TICKS:
        places = round_places(places[0], places[-1])
    return tuple((x, f"{x:g}") for x in places)


def round_places(low: float, high: float) -> list[float]:
    """Choose four to ten round numbers that span an interval, low < high.

    >>> round_places(0.03, 0.97), round_places(1, 1000)
    ([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0])
    """
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = max(factor * power for factor in (1, 2, 5) if factor * power <= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _over_methods(report: Report) -> list[Chart]:
    """Chart the mean of each measure against the methods in turn, or against training steps."""
    if len(report.methods) < 2:
        return []
    places = _places(report.methods)
    lines = []
    for measure, told in report.measures.items():
        points = [
            (place, method.mean.scores[measure])
            for (place, _), method in zip(places, report.methods, strict=True)
            if measure in method.mean.scores and told.higher_is_better
        ]
        if points:
            lines.append(Series(told.heading, tuple(sorted(points))))
    return [Chart(MEAN_NAME, "model", tuple(sorted(places)), tuple(lines))]


def _places(methods: Sequence[MethodResult]) -> list[tuple[float, str]]:
    """Place methods at their steps if all have one of their own, otherwise side by side."""
    steps = [step_of(method.name) for method in methods]
    if None not in steps and len(set(steps)) == len(steps):
        return [(float(step), str(step)) for step in steps if step is not None]
    return [(float(number), method.name[-16:]) for number, method in enumerate(methods)]
