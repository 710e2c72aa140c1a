"""Rows of the tasks that score one object at a time, and their averages.

Points, text and fairness keep such a row for each image; objects of a set count the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from anymask.errors import InputError
from anymask.evaluation.intervals import mean_interval
from anymask.evaluation.report import SetResult
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import add_left_out


@dataclass(frozen=True)
class ObjectRow:
    """The objects of one image, scored.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image, for tables.
        numbers: the place of each of the N scored objects among the image's annotations.
        areas: their pixels.
        left_out: reason -> how many objects were not scored.
        scores: N values for each measure.
        answers: N COCO strings of run lengths of the masks that answered, for pictures; or none.
    """

    key: RowKey
    set_name: str
    numbers: tuple[int, ...]
    areas: tuple[int, ...]
    left_out: Mapping[str, int]
    scores: Mapping[str, tuple[float, ...]]
    answers: tuple[str, ...] = ()

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
            scores={name: tuple(scores) for name, scores in value["scores"].items()},
            answers=tuple(value["answers"]),
        )


def pool(rows: Sequence[ObjectRow]) -> dict[str, tuple[float, ...]]:
    """Gather the scores of all objects of some images, measure by measure."""
    scored = [row for row in rows if row.numbers]
    names = scored[0].scores if scored else {}
    return {name: tuple(value for row in scored for value in row.scores[name]) for name in names}


def summarise_set(name: str, rows: Sequence[ObjectRow]) -> SetResult:
    """Average the rows of one set, with intervals where there is more than one image.

    Raises:
        InputError: the set has no scored object.
    """
    objects = sum(row.objects for row in rows)
    if objects == 0:
        raise InputError(
            f"set '{name}' has no object that counts in {len(rows)} images; lower the least area, "
            "or leave the set out"
        )
    scores = pool(rows)
    # Objects of one image are alike, and a single image tells nothing of how images differ.
    images = [row.key.image for row in rows for _ in row.numbers]
    varied = scores if len(set(images)) > 1 else {}
    return SetResult(
        name=name,
        images=len(rows),
        objects=objects,
        scores={measure: sum(values) / len(values) for measure, values in scores.items()},
        intervals={each: mean_interval(values, groups=images) for each, values in varied.items()},
        left_out=add_left_out(row.left_out for row in rows),
    )
