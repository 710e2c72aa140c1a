"""What the text task keeps of an image: one value per phrase, and the answers for pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from anymask.evaluation.rows import RowKey


@dataclass(frozen=True)
class TextRow:
    """The phrases of one image, scored.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image, for tables.
        phrases: the N phrases that were asked.
        members: for each, the places of its objects among the image's annotations.
        areas: pixels of the objects of each.
        left_out: reason -> how many objects or phrases were not asked for.
        scores: N values for each measure.
        answers: N COCO strings of run lengths, each of all answers to a phrase together.
    """

    key: RowKey
    set_name: str
    phrases: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    areas: tuple[int, ...]
    left_out: Mapping[str, int]
    scores: Mapping[str, tuple[float, ...]]
    answers: tuple[str, ...]

    @property
    def objects(self) -> int:
        """How many phrases were scored: they are what this task counts."""
        return len(self.phrases)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON."""
        return cls(
            key=RowKey(**value["key"]),
            set_name=value["set_name"],
            phrases=tuple(value["phrases"]),
            members=tuple(tuple(places) for places in value["members"]),
            areas=tuple(value["areas"]),
            left_out=dict(value["left_out"].items()),
            scores={name: tuple(scores) for name, scores in value["scores"].items()},
            answers=tuple(value["answers"]),
        )
