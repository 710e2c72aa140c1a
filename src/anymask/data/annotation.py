"""One object as an annotation file tells it, turned into a mask: for COCO, LVIS and SA-1B.

Files may give masks as run lengths of both kinds or as polygons; readers of pictures hand over
masks that are run lengths already.
"""

from collections.abc import Mapping
from typing import Any

from anymask.data import fields
from anymask.data.record import MaskRecord
from anymask.data.rings import fill_rings
from anymask.errors import FormatError, InputError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

Annotation = Mapping[str, Any]
"""The fields of one object: at least `segmentation`, usually `area` and more."""


def read_mask(annotation: Annotation, size: Size, where: str) -> MaskRecord:
    """Read everything that is known about one object; box and area are measured on the mask.

    Args:
        annotation: its fields, in the words of COCO and SA-1B.
        size: (height, width) of the image.
        where: names the object in messages.

    Raises:
        FormatError: a field is not what it should be, or the mask is of another size.
    """
    return MaskRecord.of(
        read_segmentation(annotation.get("segmentation"), size, where),
        predicted_iou=fields.optional_number(annotation, "predicted_iou", where),
        stability_score=fields.optional_number(annotation, "stability_score", where),
        point_coords=fields.optional_points(annotation, "point_coords", where) or None,
        crop_box_xywh=fields.optional_box(annotation, "crop_box", where),
        category=annotation.get("category"),
    )


def read_segmentation(segmentation: object, size: Size, where: str) -> Rle:
    """Read run lengths, or polygons [x0, y0, x1, y1, ...].

    Polygons are filled where pixel centres lie inside, without holes, as the formats know none.

    Raises:
        FormatError: it is neither, damaged, or of another size than the image.

    >>> read_segmentation([[0, 0, 2, 0, 2, 1, 0, 1]], (2, 2), "object 0").counts.tolist()
    [0, 1, 1, 1, 1]
    """
    try:
        if isinstance(segmentation, list):
            return fill_rings(segmentation, size)
        mask = segmentation if isinstance(segmentation, Rle) else rle.from_coco(segmentation)
    except (FormatError, InputError, ValueError, TypeError, OverflowError) as error:
        raise FormatError(f"{where}: the segmentation cannot be read: {error}") from error
    if mask.size != size:
        raise FormatError(
            f"{where}: the mask has {mask.size} pixels (height, width) but its image {size}; "
            "both must be equal: export the file again"
        )
    return mask


def read_area(annotation: Annotation, size: Size, where: str) -> float:
    """Read how many pixels an object has, from its mask only where the file does not say it."""
    area = fields.optional_number(annotation, "area", where)
    if area is None:
        return float(rle.area(read_segmentation(annotation.get("segmentation"), size, where)))
    return area
