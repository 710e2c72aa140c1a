"""What the RAI report keeps of an image: scores of its objects, and what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from anymask.evaluation.fairness.attributes import Values
from anymask.evaluation.object_rows import ObjectRow


@dataclass(frozen=True)
class FairnessRow(ObjectRow):
    """The objects of one image, scored and described.

    Attributes:
        of_image: what holds for the whole image, such as its country.
        of_objects: what is known of each of the N scored objects beside that.
        stray: how many lines of the tables are about this image, but about none of its objects.
    """

    of_image: Values = field(default_factory=dict)
    of_objects: tuple[Values, ...] = ()
    stray: int = 0

    @property
    def described(self) -> tuple[Values, ...]:
        """All that is known of each object, the image's values among it."""
        return tuple({**self.of_image, **values} for values in self.of_objects)

    @classmethod
    def of(
        cls, row: ObjectRow, of_image: Values, of_objects: tuple[Values, ...], stray: int
    ) -> Self:
        """Add to the scores of an image what is known of it."""
        return cls(
            key=row.key,
            set_name=row.set_name,
            numbers=row.numbers,
            areas=row.areas,
            left_out=row.left_out,
            scores=row.scores,
            answers=row.answers,
            of_image=of_image,
            of_objects=of_objects,
            stray=stray,
        )

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON."""
        return cls.of(
            ObjectRow.from_dict(value),
            of_image=dict(value["of_image"].items()),
            of_objects=tuple(dict(each.items()) for each in value["of_objects"]),
            stray=value["stray"],
        )
