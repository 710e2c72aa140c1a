"""What the task "edges" keeps of an image: counts of pixels at each threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from anymask.evaluation.edges.counting import ImageCounts
from anymask.evaluation.edges.scores import Counts
from anymask.evaluation.rows import RowKey


@dataclass(frozen=True)
class EdgeRow:
    """One image, measured.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image, for tables.
        annotators: people who drew its boundaries.
        counts: of pixels.
    """

    key: RowKey
    set_name: str
    annotators: int
    counts: ImageCounts

    @property
    def objects(self) -> int:
        """How many drawings were compared with."""
        return self.annotators

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON.

        Raises:
            ValueError, TypeError, KeyError: it is no such row.
        """
        counts = value["counts"]
        return cls(
            key=RowKey(**value["key"]),
            set_name=str(value["set_name"]),
            annotators=int(value["annotators"]),
            counts=ImageCounts(
                right=tuple(map(int, counts["right"])),
                drawn=tuple(map(int, counts["drawn"])),
                found=tuple(map(int, counts["found"])),
                annotated=int(counts["annotated"]),
            ),
        )


def collect(rows: Sequence[EdgeRow]) -> Counts:
    """Put the counts of images together."""
    found = np.array([row.counts.found for row in rows])
    annotated = np.array([row.counts.annotated for row in rows])
    return Counts(
        right=np.array([row.counts.right for row in rows]),
        drawn=np.array([row.counts.drawn for row in rows]),
        found=found,
        annotated=np.broadcast_to(annotated[:, None], found.shape),
    )
