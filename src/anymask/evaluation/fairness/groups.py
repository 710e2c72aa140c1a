"""Groups of objects: how well each is answered, and which differ by more than chance.

"Segment Anything" (table 2, appendix C) gives the mean IoU of each group with its 95 % interval;
here pairs of groups are compared too, and marked where the interval of their difference excludes
zero. Objects of one image are alike: all intervals count images.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from anymask.evaluation.fairness.difference import Difference, difference_of_means
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.intervals import LEVEL, mean_interval

PAIRS_UP_TO = 6
"""More values than that are compared with all others taken together, not with each other."""

REST = "all others"


@dataclass(frozen=True)
class Group:
    """The objects that share a value of an attribute, as one method answers them.

    Attributes:
        attribute, value: what they share.
        scores: of each object, in [0, 1].
        images: of each object.
    """

    attribute: str
    value: str
    scores: tuple[float, ...]
    images: tuple[object, ...]

    @property
    def mean(self) -> float:
        """The mean score."""
        return sum(self.scores) / len(self.scores)

    def interval(self, level: float = LEVEL) -> tuple[float, float] | None:
        """Find where the true mean lies; None where one image alone tells nothing of it."""
        if len(set(self.images)) < 2:
            return None
        return mean_interval(self.scores, level, self.images)


@dataclass(frozen=True)
class Gap:
    """Two groups of an attribute, and how far the first lies above the second.

    Attributes:
        attribute: that divides them.
        a, b: their values.
        difference: of their means.
    """

    attribute: str
    a: str
    b: str
    difference: Difference


def attributes_of(rows: Sequence[FairnessRow]) -> tuple[str, ...]:
    """Name all attributes, in the order in which objects tell them.

    >>> attributes_of([])
    ()
    """
    return tuple(dict.fromkeys(name for row in rows for each in row.described for name in each))


def divide(rows: Sequence[FairnessRow], attribute: str, measure: str) -> tuple[Group, ...]:
    """Sort objects by a value; those without the value or the score are in no group.

    Args:
        rows: of one method.
        attribute: to sort by.
        measure: the score to keep.

    Returns:
        The groups, the largest first and equal ones by name.
    """
    members: dict[str, list[tuple[float, object]]] = {}
    for row in rows:
        if measure not in row.scores:
            continue
        image = (row.key.data, row.key.image)
        for known, score in zip(row.described, row.scores[measure], strict=True):
            if attribute in known:
                members.setdefault(known[attribute], []).append((score, image))
    groups = [
        Group(attribute, value, tuple(score for score, _ in each), tuple(at for _, at in each))
        for value, each in members.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-len(group.scores), group.value)))


def compare_groups(groups: Sequence[Group], level: float = LEVEL) -> tuple[Gap, ...]:
    """Compare each two groups, or each with all others where there are many.

    Groups with objects in one image only are left out: nothing tells how sure they are.
    """
    sure = [group for group in groups if len(set(group.images)) > 1]
    if len(groups) <= PAIRS_UP_TO:
        return tuple(_gap(a, b, level) for a, b in combinations(sure, 2))
    return tuple(_gap(group, _rest(groups, group), level) for group in sure)


def _gap(a: Group, b: Group, level: float) -> Gap:
    difference = difference_of_means(a.scores, b.scores, a.images, b.images, level)
    return Gap(a.attribute, a.value, b.value, difference)


def _rest(groups: Sequence[Group], left_out: Group) -> Group:
    others = [group for group in groups if group is not left_out]
    return Group(
        attribute=left_out.attribute,
        value=REST,
        scores=tuple(score for group in others for score in group.scores),
        images=tuple(image for group in others for image in group.images),
    )
