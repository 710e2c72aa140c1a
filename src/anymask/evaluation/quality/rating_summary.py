"""All that the ratings of a study come to; `rating_statistics.py` finds it, reports show it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MethodRating:
    """The ratings of one method on one set.

    Attributes:
        set_name: of the set.
        method: whose masks.
        objects: that were rated.
        mean: of their ratings, from 1 to 10.
        interval: where the true mean lies.
        iou: their mean IoU with the annotation.
    """

    set_name: str
    method: str
    objects: int
    mean: float
    interval: tuple[float, float]
    iou: float


@dataclass(frozen=True)
class RatingPair:
    """Two methods on the objects of one set that were rated for both.

    Attributes:
        set_name: of the set.
        a, b: the methods.
        objects: that were rated for both.
        difference: how much higher a is rated, on average.
        interval: where the true difference lies.
        p_value: of the paired t-test: how likely so large a difference is by chance.
    """

    set_name: str
    a: str
    b: str
    objects: int
    difference: float
    interval: tuple[float, float]
    p_value: float


@dataclass(frozen=True)
class RaterAgreement:
    """How far raters are apart.

    Attributes:
        masks: that two or more people rated.
        distance: the mean distance of two ratings of the same mask; None where there are none.
    """

    masks: int
    distance: float | None


@dataclass(frozen=True)
class RatingSummary:
    """All that ratings come to.

    Attributes:
        raters: how many people.
        level: of the intervals.
        draws: of the bootstrap.
        methods: set by set.
        pairs: set by set; two methods that share one object only have none.
        shares: method -> the share of its ratings at 1, 2, ... 10.
        agreement: of the raters.
    """

    raters: int
    level: float
    draws: int
    methods: tuple[MethodRating, ...]
    pairs: tuple[RatingPair, ...]
    shares: Mapping[str, tuple[float, ...]]
    agreement: RaterAgreement
