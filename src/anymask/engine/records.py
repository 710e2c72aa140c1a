"""Masks of the database as the records that formats, training and statistics understand."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.data.record import ImageRecord, MaskRecord
from anymask.engine.database.masks import KEPT, Mask
from anymask.engine.database.pictures import Image
from anymask.geometry import rle


def to_record(mask: Mask, image: Image) -> MaskRecord:
    """Turn a mask into a record; box and area are those of its pixels."""
    runs = rle.from_coco({"size": [image.height, image.width], "counts": mask.rle})
    crop = mask.crop_box_xywh or [0, 0, image.width, image.height]
    return MaskRecord.of(
        runs,
        predicted_iou=mask.predicted_iou,
        stability_score=mask.stability_score,
        point_coords=tuple((float(x), float(y)) for x, y in mask.point_coords) or None,
        crop_box_xywh=(float(crop[0]), float(crop[1]), float(crop[2]), float(crop[3])),
        category=mask.category,
    )


def image_record(session: Session, image: Image) -> ImageRecord:
    """Return an image with its kept masks, in the order in which they were made."""
    masks = kept_masks(session, image)
    records = tuple(to_record(mask, image) for mask in masks)
    return ImageRecord(image.name, (image.height, image.width), records, image.id)


def kept_masks(session: Session, image: Image) -> list[Mask]:
    """Return the masks of an image that are neither rejected nor deleted."""
    chosen = select(Mask).where(Mask.image_id == image.id, Mask.state == KEPT)
    return list(session.scalars(chosen.order_by(Mask.created_ms, Mask.id)))
