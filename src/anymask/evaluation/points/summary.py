"""What the rows of the points task come to: averages with intervals, and curves over clicks.

Source of the measures: "Segment Anything", section 7.1 (mean IoU per set, then the mean of sets),
and the literature of interactive segmentation (number of clicks, `noc.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.evaluation.object_rows import ObjectRow, pool, summarise_set
from anymask.evaluation.points.noc import TARGETS, share_reached
from anymask.evaluation.points.protocol import after
from anymask.evaluation.report import Curve, SetResult
from anymask.evaluation.rows import by_set
from anymask.evaluation.task import Summary

MEAN_CHART, X_LABEL = "mean IoU", "clicks per object"


def summarise(rows: Sequence[ObjectRow], measures: Sequence[str]) -> Summary:
    """Sum up the rows of one method.

    Args:
        rows: of all sets.
        measures: those that tables show; the rows know the IoU after every single click.

    Raises:
        InputError: a set in which nothing counts.
    """
    sets = by_set(rows)
    results = [summarise_set(name, members) for name, members in sets.items()]
    lines = {name: _lines(ious_by_click(pool(members))) for name, members in sets.items()}
    curves = _curves(_mean_lines(list(lines.values())), set_name="")
    if len(sets) > 1:
        curves += [curve for name, each in lines.items() for curve in _curves(each, name)]
    return Summary(tuple(_keep(result, measures) for result in results), tuple(curves))


def ious_by_click(scores: Mapping[str, Sequence[float]]) -> Float[Tensor, "N K"]:
    """Gather the IoUs of N objects after 1, 2, ... K clicks.

    Args:
        scores: the N values of each measure; without clicks the result is empty.

    >>> ious_by_click({"regular": (0.5, 0.6), "oracle": (0.7, 0.6), "clicks_2": (0.8, 0.9)})
    tensor([[0.5000, 0.8000],
            [0.6000, 0.9000]], dtype=torch.float64)
    """
    names = [after(count) for count in range(1, len(scores) + 1)]
    columns = [scores[name] for name in names if name in scores]
    return torch.tensor(columns, dtype=torch.float64).T if columns else torch.zeros(0, 0).double()


def _keep(result: SetResult, measures: Sequence[str]) -> SetResult:
    """Leave out what tables do not show."""
    return replace(
        result,
        scores={name: result.scores[name] for name in measures if name in result.scores},
        intervals={name: result.intervals[name] for name in measures if name in result.intervals},
    )


def _lines(ious: Float[Tensor, "N K"]) -> dict[str, Float[Tensor, "K"]]:
    """Sum up a set after each click, chart by chart; one click alone makes no line."""
    if ious.shape[1] < 2:
        return {}
    shares = {
        f"share of objects at IoU 0.{target}": share_reached(ious, target / 100)
        for target in TARGETS
    }
    return {MEAN_CHART: ious.mean(0), **shares}


def _mean_lines(sets: Sequence[Mapping[str, Float[Tensor, "K"]]]) -> dict[str, Float[Tensor, "K"]]:
    """Average over sets, each counting the same."""
    return {chart: torch.stack([each[chart] for each in sets]).mean(0) for chart in sets[0]}


def _curves(lines: Mapping[str, Float[Tensor, "K"]], set_name: str) -> list[Curve]:
    return [
        Curve(chart, X_LABEL, tuple(enumerate(line.tolist(), start=1)), set_name)
        for chart, line in lines.items()
    ]
