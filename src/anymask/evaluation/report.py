"""The report of an evaluation: methods, sets, averages, curves, and what could not be used.

Made from the summaries of tasks; `report_file.py` writes and reads it, `table.py` and `curves.py`
show it. Objects of a set count the same, and so do sets in their mean.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from anymask.evaluation.sampling import add_left_out

MEAN_NAME = "mean of sets"


@dataclass(frozen=True)
class Failure:
    """An image that could not be read, and why."""

    data: str
    image: str
    reason: str


@dataclass(frozen=True)
class Measure:
    """A number that a task finds.

    Attributes:
        heading: of its column in tables.
        higher_is_better: whether a gate closes when it falls, or when it rises.
        span: how far the best value is from the worst, which is what a tolerance is a share of.
    """

    heading: str
    higher_is_better: bool = True
    span: float = 1.0


@dataclass(frozen=True)
class Curve:
    """A line of a chart.

    Attributes:
        chart: the title of the chart it belongs to: what y is.
        x_label: what x is.
        points: (x, y) from left to right, y in [0, 1].
        set_name: of which set; empty for the method as a whole.
    """

    chart: str
    x_label: str
    points: tuple[tuple[float, float], ...]
    set_name: str = ""


@dataclass(frozen=True)
class SetResult:
    """Averages over the objects of one set, or over sets.

    Attributes:
        name: of the set.
        images: measured.
        objects: scored.
        scores: each measure that the method takes part in.
        intervals: the ends of the 95 % confidence interval of those measures that have one.
        left_out: reason -> how many objects were not scored.
    """

    name: str
    images: int
    objects: int
    scores: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class MethodResult:
    """One method on all sets."""

    name: str
    sets: tuple[SetResult, ...]
    curves: tuple[Curve, ...] = ()

    @property
    def mean(self) -> SetResult:
        """The average over sets, each counting the same however many objects it has."""
        names = [
            name for name in self.sets[0].scores if all(name in each.scores for each in self.sets)
        ]
        return SetResult(
            name=MEAN_NAME,
            images=sum(each.images for each in self.sets),
            objects=sum(each.objects for each in self.sets),
            scores={name: self._mean_score(name) for name in names},
            intervals={
                name: self._mean_interval(name)
                for name in names
                if all(name in each.intervals for each in self.sets)
            },
            left_out=add_left_out(each.left_out for each in self.sets),
        )

    def _mean_score(self, name: str) -> float:
        return sum(each.scores[name] for each in self.sets) / len(self.sets)

    def _mean_interval(self, name: str) -> tuple[float, float]:
        """Propagate the intervals of independent sets to the mean."""
        mean = self._mean_score(name)
        below = [each.scores[name] - each.intervals[name][0] for each in self.sets]
        above = [each.intervals[name][1] - each.scores[name] for each in self.sets]
        return mean - math.hypot(*below) / len(below), mean + math.hypot(*above) / len(above)


@dataclass(frozen=True)
class Report:
    """What an evaluation found.

    Attributes:
        task: its name, such as "points".
        anymask: the version that measured.
        settings: everything but methods and data that changes the scores; JSON values.
        measures: of the task by name, in the order of columns.
        methods: their results.
        failures: images that could not be read.
        notes: sentences on what else the data hold that could not be used.
    """

    task: str
    anymask: str
    settings: Mapping[str, object]
    measures: Mapping[str, Measure]
    methods: tuple[MethodResult, ...]
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
