"""labelme: one json per image, with polygons and pictures of masks.

A mask is written as polygons, which annotators can pull at: one for each part, joined by their
group. Only a mask with holes is written as a picture, because polygons have none there; labelme
reads such shapes since 5.4. `labelme_shapes.py` reads all shapes that the tool knows.
"""

import base64
import io
from pathlib import Path

import numpy as np
from PIL import Image

from anymask.data.coco import UNNAMED
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.geometry.contours import mask_to_polygons
from anymask.storage.files import json_bytes, write_bytes

VERSION = "5.4.1"
"""Of labelme, whose form the files have."""


def write_labelme(path: Path, image: ImageRecord) -> list[Path]:
    """Write the masks of one image; lay the file beside the image to open both in labelme.

    Stability, clicks, crops and parents have no place in this format.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    write_bytes(path, labelme_bytes(image))
    return [path]


def labelme_bytes(image: ImageRecord) -> bytes:
    """Make the content of the file of one image, as `write_labelme` writes it."""
    height, width = image.size
    content: dict[str, object] = {
        "version": VERSION,
        "flags": {},
        "shapes": [shape for i, mask in enumerate(image.masks) for shape in _written(i, mask)],
        "imagePath": image.file_name,
        "imageData": None,
        "imageHeight": height,
        "imageWidth": width,
    }
    return json_bytes(content)


def _written(index: int, mask: MaskRecord) -> list[dict[str, object]]:
    """Write a mask as polygons of one group, or as a picture."""
    polygons = mask_to_polygons(rle.decode(mask.rle))
    if not polygons or any(polygon.holes for polygon in polygons):
        corners, picture = _picture(mask)
        return [_shape(mask, "mask", corners, mask_picture=picture)]
    group = index if len(polygons) > 1 else None
    return [_shape(mask, "polygon", one.exterior.tolist(), group=group) for one in polygons]


def _shape(
    mask: MaskRecord,
    shape_type: str,
    points: list[list[float]],
    *,
    group: int | None = None,
    mask_picture: str | None = None,
) -> dict[str, object]:
    return {
        "label": mask.category or UNNAMED,
        "points": points,
        "group_id": group,
        "description": "",
        "shape_type": shape_type,
        "flags": {},
        "mask": mask_picture,
        "score": mask.predicted_iou,
    }


def _picture(mask: MaskRecord) -> tuple[list[list[float]], str]:
    """Cut a mask out: its first and last pixel (x, y), and a PNG of 0 and 1 in base64."""
    x0, y0, x1, y1 = rle.box(mask.rle)
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)  # of an empty mask one pixel, which is not set
    pixels = rle.decode(rle.crop(mask.rle, (x0, y0), (y1 - y0, x1 - x0))).numpy()
    stream = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(stream, "PNG")
    corners = [[float(x0), float(y0)], [float(x1 - 1), float(y1 - 1)]]
    return corners, base64.b64encode(stream.getvalue()).decode("ascii")
