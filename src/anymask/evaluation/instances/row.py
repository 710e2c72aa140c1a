"""What is kept of an image whose instances were segmented: its masks, and what there was to find.

AP is a figure of a whole set, so rows hold no scores: it is computed from the masks of all rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from anymask.evaluation.instances.judged import FoundMask
from anymask.evaluation.rows import RowKey


@dataclass(frozen=True)
class InstanceRow:
    """The masks of one image.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image, for tables.
        image_id: of the image in the annotation file.
        object_ids: the ids, in the annotation file, of the objects that count.
        left_out: reason -> how many objects or boxes were left out.
        masks: one for each box that was asked.
    """

    key: RowKey
    set_name: str
    image_id: int
    object_ids: tuple[int, ...]
    left_out: Mapping[str, int]
    masks: tuple[FoundMask, ...]

    @property
    def objects(self) -> int:
        """How many objects there were to find."""
        return len(self.object_ids)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON."""
        return cls(
            key=RowKey(**value["key"]),
            set_name=value["set_name"],
            image_id=value["image_id"],
            object_ids=tuple(value["object_ids"]),
            left_out=dict(value["left_out"].items()),
            masks=tuple(FoundMask(**mask) for mask in value["masks"]),
        )
