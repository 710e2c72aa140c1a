"""What is kept of an image whose proposals were scored: the recall of each of its objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from anymask.errors import InputError
from anymask.evaluation.report import SetResult
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import add_left_out


@dataclass(frozen=True)
class ProposalRow:
    """The objects of one image, and how well proposals found them.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image, for tables.
        numbers: the place of each of the N objects among the image's annotations.
        areas: their pixels.
        left_out: reason -> how many objects were not scored.
        proposals: how many were made.
        recalls: N values for each measure; None where an object is not of the measure's group.
    """

    key: RowKey
    set_name: str
    numbers: tuple[int, ...]
    areas: tuple[int, ...]
    left_out: Mapping[str, int]
    proposals: int
    recalls: Mapping[str, tuple[float | None, ...]]

    @property
    def objects(self) -> int:
        """How many objects were scored."""
        return len(self.numbers)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON."""
        return cls(
            key=RowKey(**value["key"]),
            set_name=value["set_name"],
            numbers=tuple(value["numbers"]),
            areas=tuple(value["areas"]),
            left_out=dict(value["left_out"].items()),
            proposals=value["proposals"],
            recalls={name: tuple(recalls) for name, recalls in value["recalls"].items()},
        )


def summarise_set(name: str, rows: Sequence[ProposalRow]) -> SetResult:
    """Average the objects of one set, measure by measure; each counts the same.

    Raises:
        InputError: the set has no object.
    """
    values: dict[str, list[float]] = {}
    for row in rows:
        for measure, recalls in row.recalls.items():
            values.setdefault(measure, []).extend(each for each in recalls if each is not None)
    if not values:
        raise InputError(
            f"set '{name}' has no object in {len(rows)} images; measure more images, or leave the "
            "set out"
        )
    return SetResult(
        name=name,
        images=len(rows),
        objects=sum(row.objects for row in rows),
        scores={measure: sum(each) / len(each) for measure, each in values.items()},
        left_out=add_left_out(row.left_out for row in rows),
    )
