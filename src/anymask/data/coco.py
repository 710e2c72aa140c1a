"""COCO json: many images in one file, the format that most tools read.

Segmentations are written as compressed run lengths, which keep holes and parts exactly; read are
run lengths of both kinds and polygons. What the format has no field for stands in extra ones that
other readers ignore: predicted_iou, stability_score, point_coords, crop_box and parent_id.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np

from anymask.data import fields
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import FormatError, InputError
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, polygons_to_mask
from anymask.geometry.rle import Rle
from anymask.shapes import Size
from anymask.storage.files import write_json

UNNAMED = "object"
"""Category of masks without one: the format demands a category of every mask."""
FARTHEST = 1e7
"""Corners of polygons may lie outside the image, but not so far that arithmetic overflows."""


@dataclass(frozen=True)
class Skipped:
    """How many items of a file were left out, by reason."""

    crowds: int = 0
    """Annotations with `iscrowd`: regions of many objects."""
    unknown_images: int = 0
    """Annotations whose image the file does not list."""
    unknown_categories: int = 0
    """Annotations whose category the file does not list."""
    images_without_masks: int = 0
    """Images to which no annotation is left."""


@dataclass(frozen=True)
class CocoFile:
    """The images of a file that have masks, in its order, and what was left out."""

    images: tuple[ImageRecord, ...]
    skipped: Skipped


def write_coco(path: Path, images: ImageRecord | Sequence[ImageRecord]) -> list[Path]:
    """Write one image or all images of a folder.

    Ids of images are kept when they differ, and count from 0 otherwise.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    images = [images] if isinstance(images, ImageRecord) else list(images)
    if len({image.image_id for image in images}) < len(images):
        images = [replace(image, image_id=index) for index, image in enumerate(images)]
    names = sorted({mask.category or UNNAMED for image in images for mask in image.masks})
    numbers = {name: index + 1 for index, name in enumerate(names or [UNNAMED])}
    content = {
        "images": [_image(image) for image in images],
        "annotations": list(_annotations(images, numbers)),
        "categories": [{"id": number, "name": name} for name, number in numbers.items()],
    }
    write_json(path, content)
    return [path]


def read_coco(path: Path) -> CocoFile:
    """Read all images that have masks; boxes and areas are measured on the masks again.

    Polygons are filled where pixel centres lie inside, without holes, as the format knows none.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not COCO json, or a mask is damaged or of another size than its image.
    """
    content = fields.read_json(path)
    images = _read_images(content, path)
    names = _read_categories(content, path)
    found: dict[int, list[_Found]] = defaultdict(list)
    skipped: Counter[str] = Counter()
    for entry, where in _numbered(content, "annotations", path):
        reason = _reason_to_skip(entry, where, images, names)
        if reason is not None:
            skipped[reason] += 1
            continue
        image_id = entry["image_id"]
        found[image_id].append(_read_mask(entry, images[image_id].size, names, where))
    kept = tuple(
        replace(image, masks=_with_parents(found[image_id]))
        for image_id, image in images.items()
        if image_id in found
    )
    return CocoFile(kept, Skipped(**skipped, images_without_masks=len(images) - len(kept)))


def _image(image: ImageRecord) -> dict[str, object]:
    height, width = image.size
    return {
        "id": image.image_id,
        "file_name": image.file_name,
        "width": width,
        "height": height,
    }


def _annotations(
    images: Sequence[ImageRecord], numbers: dict[str, int]
) -> Iterator[dict[str, object]]:
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


def _numbered(content: fields.Entry, key: str, path: Path) -> Iterator[tuple[fields.Entry, str]]:
    """Go through a list of the file with a name for each entry, to be used in messages."""
    for index, entry in enumerate(fields.entries(content, key, str(path))):
        yield entry, f"{path}, {key}[{index}]"


def _read_images(content: fields.Entry, path: Path) -> dict[int, ImageRecord]:
    """Read the list of images by id, still without masks."""
    images: dict[int, ImageRecord] = {}
    for entry, where in _numbered(content, "images", path):
        image_id = fields.whole(entry, "id", where)
        if image_id in images:
            raise FormatError(f"{where}: id {image_id} is taken; every image needs its own")
        name = fields.file_name(entry, "file_name", where)
        images[image_id] = ImageRecord(name, fields.image_size(entry, where), (), image_id)
    return images


def _read_categories(content: fields.Entry, path: Path) -> dict[int, str]:
    """Read the names of the categories by id; files of masks alone may have none."""
    if "categories" not in content:
        return {}
    return {
        fields.whole(entry, "id", where): fields.text(entry, "name", where)
        for entry, where in _numbered(content, "categories", path)
    }


def _reason_to_skip(
    entry: fields.Entry, where: str, images: dict[int, ImageRecord], names: dict[int, str]
) -> str | None:
    """Name the counter of `Skipped` that an annotation belongs to; None: it is used."""
    if entry.get("iscrowd"):
        return "crowds"
    if fields.whole(entry, "image_id", where) not in images:
        return "unknown_images"
    category = fields.optional_whole(entry, "category_id", where)
    if names and category is not None and category not in names:
        return "unknown_categories"
    return None


@dataclass(frozen=True)
class _Found:
    """A mask with the ids by which the annotations of an image refer to each other."""

    annotation_id: int | None
    parent_id: int | None
    mask: MaskRecord


def _read_mask(entry: fields.Entry, size: Size, names: dict[int, str], where: str) -> _Found:
    mask = MaskRecord.of(
        _read_segmentation(entry.get("segmentation"), size, where),
        predicted_iou=fields.optional_number(entry, "predicted_iou", where),
        stability_score=fields.optional_number(entry, "stability_score", where),
        point_coords=fields.optional_points(entry, "point_coords", where),
        crop_box_xywh=fields.optional_box(entry, "crop_box", where),
        category=names.get(fields.optional_whole(entry, "category_id", where) or 0),
    )
    own = fields.optional_whole(entry, "id", where)
    return _Found(own, fields.optional_whole(entry, "parent_id", where), mask)


def _read_segmentation(segmentation: object, size: Size, where: str) -> Rle:
    """Read run lengths or polygons [x0, y0, x1, y1, ...]."""
    try:
        if isinstance(segmentation, list):
            polygons = [_polygon(ring) for ring in segmentation]
            return rle.encode(polygons_to_mask(polygons, size)[None])[0]
        mask = rle.from_coco(cast(fields.Entry, segmentation))  # which refuses all else
    except (FormatError, InputError, ValueError, TypeError, OverflowError) as error:
        raise FormatError(f"{where}: the segmentation cannot be read: {error}") from error
    if mask.size != size:
        raise FormatError(
            f"{where}: the mask has {mask.size} pixels (height, width) but its image {size}; "
            "both must be equal: export the file again"
        )
    return mask


def _polygon(ring: object) -> Polygon:
    corners = np.array(ring, dtype=np.float64)
    if corners.ndim != 1 or len(corners) < 6 or len(corners) % 2:
        raise FormatError("a polygon is a list of three or more x, y pairs; export the file again")
    if not (np.abs(corners) < FARTHEST).all():
        raise FormatError(f"a polygon has a corner that is not finite or beyond {FARTHEST} pixels")
    return Polygon(corners.reshape(-1, 2))


def _with_parents(found: list[_Found]) -> tuple[MaskRecord, ...]:
    """Turn ids of parents into their places among the masks of the image."""
    places = {one.annotation_id: index for index, one in enumerate(found)}
    return tuple(
        one.mask if one.parent_id is None else replace(one.mask, parent=places.get(one.parent_id))
        for one in found
    )
