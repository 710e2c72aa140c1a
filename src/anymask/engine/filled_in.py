"""Masks that the engine makes itself: those of an earlier model go, the new ones come, at once.

Their ids follow from the job and the image, so that a job which is killed and done again makes the
same masks, and none twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from anymask.data.record import MaskRecord
from anymask.engine.database.masks import Mask
from anymask.engine.database.tables import Image, Job, Model
from anymask.engine.masks import Author, MaskInput, content_hash, delete_mask, save_mask
from anymask.engine.records import kept_masks, to_record
from anymask.geometry import rle


@dataclass(frozen=True)
class Made:
    """A mask that a model has made.

    Attributes:
        record: the mask and what the model said of it.
        prompts: what the model was asked, as masks keep it.
    """

    record: MaskRecord
    prompts: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Filling:
    """What masks of a job have in common.

    Attributes:
        job: that makes them.
        model: that made them.
        author: stage and origin.
        overlap: IoU with a mask of somebody else above which a mask is left out.
    """

    job: Job
    model: Model
    author: Author
    overlap: float

    def id_of(self, image: Image, what: str) -> UUID:
        """Return an id that is the same whenever this job comes to this image."""
        job = f"{self.job.id}/{self.job.created_ms}"
        return uuid5(NAMESPACE_URL, f"anymask:{job}/{image.id}/{image.sha256}/{what}")


def fill_in(session: Session, image: Image, made: Sequence[Made], filling: Filling) -> int:
    """Put the masks of a job on an image, in place of those that its like made before.

    Args:
        session: of a transaction that writes.
        image: gets the masks.
        made: the best first.
        filling: what they have in common.

    Returns:
        How many were added.
    """
    others = list[Mask]()
    for mask in kept_masks(session, image):
        if (mask.origin, mask.stage) == (filling.author.origin, filling.author.stage):
            request = filling.id_of(image, f"delete {mask.id}")
            delete_mask(session, image, mask.id, request, mask.version, filling.author)
        else:
            others.append(mask)
    fresh = _beside(image, made, others, filling.overlap)
    for number, one in enumerate(fresh):
        save_mask(session, image, _input(image, one, number, filling), filling.author)
    return len(fresh)


def _beside(
    image: Image, made: Sequence[Made], others: Sequence[Mask], overlap: float
) -> list[Made]:
    """Leave out what is there already, and what was made twice."""
    made = list({content_hash(one.record.rle): one for one in reversed(made)}.values())[::-1]
    if not (made and others):
        return made
    there = [to_record(mask, image).rle for mask in others]
    highest = rle.iou([one.record.rle for one in made], there).max(dim=1).values  # (N,)
    return [one for one, iou in zip(made, highest.tolist(), strict=True) if iou <= overlap]


def _input(image: Image, made: Made, number: int, filling: Filling) -> MaskInput:
    record = made.record
    return MaskInput(
        id=filling.id_of(image, f"mask {number}"),
        request_id=filling.id_of(image, f"save {number}"),
        seen_version=0,
        counts=str(rle.to_coco(record.rle)["counts"]),
        prompts=made.prompts,
        predicted_iou=record.predicted_iou,
        stability_score=record.stability_score,
        point_coords=record.point_coords or (),
        crop_box_xywh=record.crop_box_xywh or (),
        model_id=filling.model.id,
    )
