"""Which mask of an image is a part of which: a car, its wheel, the hub of the wheel."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from anymask.engine.database.tables import Image
from anymask.engine.second import visible_masks
from anymask.geometry import rle
from anymask.inference.tree import find_parents


@dataclass(frozen=True)
class Branch:
    """A mask in the tree of an image.

    Attributes:
        mask_id: of the mask.
        parent_id: of the smallest mask that holds it; None: none does.
    """

    mask_id: UUID
    parent_id: UUID | None


def tree_of(session: Session, image: Image, account_id: int) -> list[Branch]:
    """Find the parts among the masks of an image that somebody may see."""
    masks = visible_masks(session, image, account_id)
    size = [image.height, image.width]
    parents = find_parents([rle.from_coco({"size": size, "counts": each.rle}) for each in masks])
    return [
        Branch(mask.id, None if parent < 0 else masks[parent].id)
        for mask, parent in zip(masks, parents.tolist(), strict=True)
    ]
