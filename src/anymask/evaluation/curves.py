"""The curves of a report: IoU against clicks, and every measure against the models measured.

With one method there is a line per set, with several a line per method (its mean of sets). Models
whose names end in a number, such as the checkpoints of a run, stand at that number.
"""

import re
from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8

from anymask.evaluation.chart import Chart, Series, draw_chart
from anymask.evaluation.report import MethodResult, Report, SetResult

FILE_NAME = "curves.png"
CLICK_MEASURE = re.compile(r"clicks_(\d+)")
STEP = re.compile(r"(\d+)\D*$")


def draw_curves(report: Report) -> UInt8[np.ndarray, "H W 3"] | None:
    """Draw the curves of a report one below the other.

    Returns:
        The picture, or None where nothing was measured more than once.
    """
    charts = [_over_clicks(report), _over_methods(report)]
    drawn = [draw_chart(chart) for chart in charts if chart is not None]
    return np.concatenate(drawn) if drawn else None


def step_of(name: str) -> int | None:
    """Read the training step at the end of a model's name.

    >>> step_of("runs/tiny/step-003000"), step_of("vit_b")
    (3000, None)
    """
    last = name.rstrip("/").rpartition("/")[2]
    found = STEP.search(last.partition(".")[0])
    return int(found[1]) if found else None


def _over_clicks(report: Report) -> Chart | None:
    """Chart IoU against the number of clicks."""
    clicked = [method for method in report.methods if len(_click_points(method.mean)) > 1]
    if not clicked:
        return None
    if len(clicked) > 1:
        lines = [Series(method.name, _click_points(method.mean)) for method in clicked]
    else:
        lines = [Series(each.name, _click_points(each)) for each in clicked[0].sets]
        if len(lines) > 1:
            mean = clicked[0].mean
            lines.append(Series(mean.name, _click_points(mean), strong=True))
    counts = sorted({x for line in lines for x, _ in line.points})
    ticks = tuple((count, f"{count:g}") for count in counts)
    return Chart("mean IoU", "clicks per object", ticks, tuple(lines))


def _click_points(result: SetResult) -> tuple[tuple[float, float], ...]:
    points = [(1.0, result.scores["regular"])] if "regular" in result.scores else []
    for measure, score in result.scores.items():
        if found := CLICK_MEASURE.fullmatch(measure):
            points.append((float(found[1]), score))
    return tuple(points)


def _over_methods(report: Report) -> Chart | None:
    """Chart the mean of each measure against the methods in turn, or against training steps."""
    if len(report.methods) < 2:
        return None
    places = _places(report.methods)
    lines = []
    for measure, heading in report.headings.items():
        points = [
            (place, method.mean.scores[measure])
            for (place, _), method in zip(places, report.methods, strict=True)
            if measure in method.mean.scores
        ]
        if points:
            lines.append(Series(heading, tuple(sorted(points))))
    return Chart("mean IoU, mean of sets", "model", tuple(sorted(places)), tuple(lines))


def _places(methods: Sequence[MethodResult]) -> list[tuple[float, str]]:
    """Place methods at their steps if all have one of their own, otherwise side by side."""
    steps = [step_of(method.name) for method in methods]
    if None not in steps and len(set(steps)) == len(steps):
        return [(float(step), str(step)) for step in steps if step is not None]
    return [(float(number), method.name[-16:]) for number, method in enumerate(methods)]
