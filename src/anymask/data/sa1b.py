"""SA-1B json: one file per image, the native form of anymask's data sets.

Written by everything mode and the data engine, read by training. The layout is that of the
published data set (Segment Anything, section 5; its data sheet lists the fields)::

    image        image_id, width, height, file_name
    annotations  id, segmentation {size, counts}, bbox [x, y, w, h], area, predicted_iou,
                 stability_score, crop_box [x, y, w, h], point_coords [[x, y]]
"""

from pathlib import Path

from anymask.data import fields
from anymask.data.annotation import read_mask
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.storage.files import json_bytes, write_bytes


def write_sa1b(path: Path, image: ImageRecord) -> list[Path]:
    """Write the masks of one image; parents and categories have no place in this format.

    What is not known is null, except for the crop, which then is the whole image.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    write_bytes(path, sa1b_bytes(image))
    return [path]


def sa1b_bytes(image: ImageRecord) -> bytes:
    """Make the content of the file of one image, as `write_sa1b` writes it."""
    height, width = image.size
    about = {
        "image_id": image.image_id,
        "width": width,
        "height": height,
        "file_name": image.file_name,
    }
    annotations = [_annotation(index, mask) for index, mask in enumerate(image.masks)]
    return json_bytes({"image": about, "annotations": annotations})


def read_sa1b(path: Path) -> ImageRecord:
    """Read the masks of one image; boxes and areas are measured on the masks again.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not SA-1B json, or a mask is damaged or of another size than the image.
    """
    content = fields.read_json(path)
    about = fields.nested(content, "image", str(path))
    where = f"{path}, image"
    size = fields.image_size(about, where)
    return ImageRecord(
        fields.file_name(about, "file_name", where),
        size,
        tuple(
            read_mask(entry, size, f"{path}, annotation {index}")
            for index, entry in enumerate(fields.entries(content, "annotations", str(path)))
        ),
        fields.whole(about, "image_id", where),
    )


def _annotation(index: int, mask: MaskRecord) -> dict[str, object]:
    height, width = mask.rle.size
    return {
        "id": index,
        "segmentation": rle.to_coco(mask.rle),
        "bbox": list(mask.box_xywh),
        "area": mask.area,
        "predicted_iou": mask.predicted_iou,
        "stability_score": mask.stability_score,
        "crop_box": list(mask.crop_box_xywh or (0.0, 0.0, float(width), float(height))),
        "point_coords": [list(point) for point in mask.point_coords or ()],
    }
