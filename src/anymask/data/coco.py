"""COCO json: many images in one file, the format that most tools read.

Segmentations are written as compressed run lengths, which keep holes and parts exactly; read are
run lengths of both kinds and polygons. What the format has no field for stands in extra ones that
other readers ignore: predicted_iou, stability_score, point_coords, crop_box and parent_id.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anymask.data.coco_index import CocoIndex
from anymask.data.left_out import LeftOutItems
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.storage.files import write_json

UNNAMED = "object"
"""Category of masks without one: the format demands a category of every mask."""


@dataclass(frozen=True)
class CocoFile:
    """The images of a file that have masks, in its order, and what was left out."""

    images: tuple[ImageRecord, ...]
    left_out: tuple[LeftOutItems, ...]


def write_coco(path: Path, images: ImageRecord | Sequence[ImageRecord]) -> list[Path]:
    """Write one image or all images of a folder.

    Ids of images are kept when they differ, and count from 0 otherwise.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    write_json(path, coco_content([images] if isinstance(images, ImageRecord) else images))
    return [path]


def coco_content(images: Sequence[ImageRecord]) -> dict[str, list[dict[str, Any]]]:
    """Make the lists `images`, `annotations` and `categories` of a file."""
    images = list(images)
    if len({image.image_id for image in images}) < len(images):
        images = [replace(image, image_id=index) for index, image in enumerate(images)]
    names = sorted({mask.category or UNNAMED for image in images for mask in image.masks})
    numbers = {name: index + 1 for index, name in enumerate(names or [UNNAMED])}
    return {
        "images": [_image(image) for image in images],
        "annotations": list(_annotations(images, numbers)),
        "categories": [{"id": number, "name": name} for name, number in numbers.items()],
    }


def read_coco(path: Path) -> CocoFile:
    """Read all images that have masks; boxes and areas are measured on the masks again.

    Polygons are filled where pixel centres lie inside, without holes, as the format knows none.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not COCO json, or a mask is damaged or of another size than its image.
    """
    index = CocoIndex(path)
    records = [index.record(image_id) for image_id in index.images]
    return CocoFile(tuple(record for record in records if record.masks), index.left_out())


def _image(image: ImageRecord) -> dict[str, Any]:
    height, width = image.size
    return {
        "id": image.image_id,
        "file_name": image.file_name,
        "width": width,
        "height": height,
    }


def _annotations(
    images: Sequence[ImageRecord], numbers: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Make the annotations, numbered from 1 through all images."""
    first = 1
    for image in images:
        for index, mask in enumerate(image.masks):
            yield {
                "id": first + index,
                "image_id": image.image_id,
                "category_id": numbers[mask.category or UNNAMED],
                "segmentation": rle.to_coco(mask.rle),
                "bbox": list(mask.box_xywh),
                "area": mask.area,
                "iscrowd": 0,
                **_extras(mask, first),
            }
        first += len(image.masks)


def _extras(mask: MaskRecord, first: int) -> dict[str, object]:
    """Make the fields that COCO does not know, as far as their values are known."""
    values = {
        "predicted_iou": mask.predicted_iou,
        "stability_score": mask.stability_score,
        "point_coords": mask.point_coords,
        "crop_box": mask.crop_box_xywh,
        "parent_id": None if mask.parent is None else first + mask.parent,
    }
    return {name: value for name, value in values.items() if value is not None}
