"""The shapes in a file of labelme: polygons, rectangles, circles and pictures of masks.

`labelme_dataset.py` asks for them image by image. X-AnyLabeling writes the same form with a few
more types. Lines and points have no area and are named as left out.
"""

import base64
import binascii
import io
import math
from pathlib import Path

import numpy as np
import torch

from anymask.data import fields
from anymask.data.exchange.drawn import LINES_AND_POINTS, TOO_FEW_CORNERS, Drawing, Shape
from anymask.data.exchange.outlines import ellipse, rectangle
from anymask.data.record import Points
from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size
from anymask.storage.images import open_header

POLYGONS = ("polygon", "oriented_rectangle", "rotation")
NO_AREAS = ("line", "linestrip", "point", "points")


def read_labelme(path: Path, size: Size) -> Drawing:
    """Read the shapes of one image.

    Args:
        path: the json file.
        size: (height, width) of the image.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not labelme's, or a shape is damaged, or the image has another size.
    """
    content = fields.read_json(path)
    told = [fields.optional_whole(content, key, path.name) for key in ("imageHeight", "imageWidth")]
    if any(side is not None and side != actual for side, actual in zip(told, size, strict=True)):
        raise FormatError(
            f"the image has {size} pixels (height, width) but {path.name} says {tuple(told)}; "
            "correct one of them"
        )
    shapes = fields.entries(content, "shapes", path.name)
    return Drawing.of(
        _read(entry, size, f"{path.name}, shape {index}") for index, entry in enumerate(shapes)
    )


def _read(entry: fields.Entry, size: Size, where: str) -> Shape | str:
    """Read a shape, or say why it is none that has an area."""
    kind = fields.optional_text(entry, "shape_type", where) or "polygon"
    points = fields.optional_points(entry, "points", where) or ()
    if kind in NO_AREAS:
        return LINES_AND_POINTS
    area: Rle | list[float]
    if kind == "mask":
        area = _read_picture(entry, points, size, where)
    elif kind == "circle":
        area = _circle(points, where)
    elif kind == "rectangle" and len(points) == 2:
        area = rectangle(*points[0], *points[1])
    elif kind in (*POLYGONS, "rectangle"):
        area = [value for point in points for value in point]
    else:
        return f"shapes of the type '{kind[:40]}'"
    if isinstance(area, list) and len(area) < 6:
        return TOO_FEW_CORNERS
    return Shape(
        area,
        fields.optional_text(entry, "label", where),
        fields.optional_whole(entry, "group_id", where),
        fields.optional_number(entry, "score", where),
    )


def _circle(points: Points, where: str) -> list[float]:
    if len(points) != 2:
        raise FormatError(f"{where}: a circle has 2 points, its middle and one on it; draw it anew")
    (x, y), (edge_x, edge_y) = points
    radius = math.hypot(edge_x - x, edge_y - y)
    return ellipse(x, y, radius, radius)


def _read_picture(entry: fields.Entry, points: Points, size: Size, where: str) -> Rle:
    """Read a mask from a PNG whose first pixel lies at the first point; what is outside is cut."""
    content = decode_base64(fields.text(entry, "mask", where), f"{where}: 'mask'")
    if not points or not all(abs(value) <= max(size) for value in points[0]):
        raise FormatError(f"{where}: 'points' of a mask begin with its corner in the image")
    with open_header(io.BytesIO(content), f"{where}: 'mask'", size[0] * size[1]) as picture:
        pixels = np.asarray(picture.convert("L")) != 0
    x, y = (round(value) for value in points[0])
    inside = pixels[max(-y, 0) : max(size[0] - y, 0), max(-x, 0) : max(size[1] - x, 0)]
    if inside.size == 0:
        return Rle(size, [size[0] * size[1]])
    mask = torch.from_numpy(np.ascontiguousarray(inside))
    return rle.encode_window(mask, (max(x, 0), max(y, 0)), size)


def decode_base64(text: str, where: str) -> bytes:
    """Decode bytes that stand in a json as text.

    Raises:
        FormatError: it is no base64.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormatError(f"{where} is no base64 ({error}); save the file again") from error
