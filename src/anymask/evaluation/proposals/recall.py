"""Average recall, object by object: the share of IoU thresholds at which an object is found.

Its average over objects is AR, so that rows of objects are all that has to be kept. Objects count
by their area and by how frequent their category is, each group on its own and the others set
aside, as COCO's tools do for areas. Source: "LVIS" (Gupta et al., 2019) and "Segment Anything",
table 4, whose figures for all objects are the average over objects, not over categories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from anymask.evaluation.instances.frequency import FREQUENCIES
from anymask.evaluation.proposals.matching import IOU_THRESHOLDS, find_matching
from anymask.evaluation.proposals.overlaps import overlaps
from anymask.geometry import rle
from anymask.geometry.rle import Rle

AREAS: dict[str, tuple[float, float]] = {
    "small": (0, 32**2),
    "medium": (32**2, 96**2),
    "large": (96**2, 1e5**2),
}
"""Pixels of the objects of a group, both ends included, as in COCO's tools."""

BUDGETS = (1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 700, 1000, 2000, 5000)
"""Numbers of proposals on the curve."""

ObjectRecalls = Mapping[str, tuple[float | None, ...]]
"""For each measure the recall of each object; None where the object is not of the group."""


@dataclass(frozen=True)
class RecallProtocol:
    """How proposals are scored.

    Attributes:
        max_proposals: so many of each image count.
        matching: the name of one of `MATCHINGS`.
    """

    max_proposals: int = 1000
    matching: str = "score"

    def budgets(self) -> tuple[int, ...]:
        """List the numbers of proposals of the curve, the largest last.

        >>> RecallProtocol(max_proposals=15).budgets()
        (1, 2, 5, 10, 15)
        """
        smaller = [budget for budget in BUDGETS if budget < self.max_proposals]
        return (*smaller, self.max_proposals)

    def score(
        self, proposals: Sequence[Rle], truths: Sequence[Rle], frequencies: Sequence[str | None]
    ) -> ObjectRecalls:
        """Score the proposals of one image.

        Args:
            proposals: the best ranked first.
            truths: the N objects of the image, not empty.
            frequencies: the letter of each, None where the set tells none.

        Returns:
            `first_K` for each budget but the last, `all`, and those groups that have objects.
        """
        budgets, match = self.budgets(), find_matching(self.matching)
        ious = overlaps(proposals[: self.max_proposals], truths, IOU_THRESHOLDS[0])
        every = match(ious, np.ones(len(truths), dtype=np.bool_), budgets)
        recalls = {
            measure_of(budget, self.max_proposals): tuple(values.tolist())
            for budget, values in zip(budgets, every, strict=True)
        }
        for name, members in groups_of(truths, frequencies).items():
            found = match(ious, members, budgets[-1:])[0]
            recalls[name] = tuple(
                float(value) if member else None
                for value, member in zip(found, members, strict=True)
            )
        return recalls


def measure_of(budget: int, max_proposals: int) -> str:
    """Name the measure of so many proposals.

    >>> measure_of(10, 1000), measure_of(1000, 1000)
    ('first_10', 'all')
    """
    return "all" if budget == max_proposals else f"first_{budget}"


def groups_of(truths: Sequence[Rle], frequencies: Sequence[str | None]) -> dict[str, np.ndarray]:
    """Sort objects into the groups that have any: (N,) bool for each."""
    areas = np.array([rle.area(truth) for truth in truths])
    groups = {name: (low <= areas) & (areas <= high) for name, (low, high) in AREAS.items()}
    for letter, name in FREQUENCIES.items():
        groups[name] = np.array([each == letter for each in frequencies], dtype=np.bool_)
    return {name: members for name, members in groups.items() if members.any()}
