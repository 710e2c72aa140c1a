"""Two contenders on the same objects: the mean of the differences says more than two means.

Objects differ far more than methods do. The interval of a paired difference leaves that out, so
that a difference shows which two separate intervals would hide.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from anymask.evaluation.compare.examples import Examples
from anymask.evaluation.intervals import mean_interval
from anymask.evaluation.report import Measure


@dataclass(frozen=True)
class Pair:
    """One contender against the first, by one measure, over all objects that both were asked.

    Attributes:
        label: of the contender.
        against: of the first one.
        measure: its name.
        objects: how many.
        difference: the mean of contender minus first.
        interval: its 95 % confidence interval, objects of one image being alike; None for one
            image.
        better, worse: on how many objects the contender is so.
    """

    label: str
    against: str
    measure: str
    objects: int
    difference: float
    interval: tuple[float, float] | None
    better: int
    worse: int


def compare_pairs(examples: Examples, measures: Mapping[str, Measure]) -> tuple[Pair, ...]:
    """Compare every contender with the first one, by every measure that both have."""
    found = [
        _compare(examples, place, name, measures[name])
        for place in range(1, len(examples.contenders))
        for name in measures
        if examples.found and _both_have(examples, place, name)
    ]
    return tuple(found)


def _compare(examples: Examples, place: int, name: str, measure: Measure) -> Pair:
    pairs = [
        (each.answers[place].scores[name], each.answers[0].scores[name]) for each in examples.found
    ]
    gains = np.array([own - other for own, other in pairs])
    images = [(each.question.set_name, each.question.image) for each in examples.found]
    several = len(set(images)) > 1
    upward = gains if measure.higher_is_better else -gains
    return Pair(
        label=examples.contenders[place].label,
        against=examples.contenders[0].label,
        measure=name,
        objects=len(gains),
        difference=float(gains.mean()),
        interval=mean_interval(gains.tolist(), groups=images) if several else None,
        better=int((upward > 0).sum()),
        worse=int((upward < 0).sum()),
    )


def _both_have(examples: Examples, place: int, name: str) -> bool:
    return all(
        name in answer.scores
        for each in examples.found
        for answer in (each.answers[0], each.answers[place])
    )
