"""One shape of a CVAT file: the attributes of an XML element become an area.

`cvat_index.py` collects the elements. Source: the description of "CVAT for images 1.1" in CVAT's
documentation; masks are run lengths, row by row within a box, background first.
"""

import math
import re

import numpy as np
import torch

from anymask.data.exchange.drawn import LINES_AND_POINTS, TOO_FEW_CORNERS, Shape
from anymask.data.exchange.outlines import Ring, ellipse, rectangle, turned
from anymask.data.exchange.xml_events import Attributes
from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

NO_AREAS = {
    "polyline": LINES_AND_POINTS,
    "points": LINES_AND_POINTS,
    "cuboid": "cuboids",
    "skeleton": "skeletons",
    "tag": "labels of whole images",
}
RUN_LENGTHS = re.compile(r"\s*+[0-9]{1,9}+\s*+(?:,\s*+[0-9]{1,9}+\s*+)*+")
"""Possessive, so that matching a long text keeps nothing to come back to."""


def read_shape(name: str, attributes: Attributes, size: Size, where: str) -> Shape | str:
    """Read an element, or say why it has no area.

    Args:
        name: of the element: mask, polygon, box, ellipse, or what is no area.
        attributes: of the element.
        size: (height, width) of the image.
        where: names the element in messages.

    Raises:
        FormatError: an attribute is missing or damaged, or a mask leaves the image.
    """
    if name in NO_AREAS:
        return NO_AREAS[name]
    area: Ring | Rle
    if name == "mask":
        area = _mask(attributes, size, where)
    elif name == "polygon":
        area = _polygon(attributes, where)
    elif name == "box":
        area = _box(attributes, where)
    elif name == "ellipse":
        area = _ellipse(attributes, where)
    else:
        return f"elements of the name '{name[:40]}'"
    if isinstance(area, list) and len(area) < 6:
        return TOO_FEW_CORNERS
    group = whole(attributes, "group_id", where) if "group_id" in attributes else 0
    return Shape(area, attributes.get("label") or None, group or None)


def whole(attributes: Attributes, key: str, where: str) -> int:
    """Take a whole number from 0 up.

    Raises:
        FormatError: it is missing or something else.
    """
    text = attributes.get(key, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise _wrong(text, key, where, "a whole number")
    return int(text)


def _mask(attributes: Attributes, size: Size, where: str) -> Rle:
    left, top, width, height = (
        whole(attributes, key, where) for key in ("left", "top", "width", "height")
    )
    if left + width > size[1] or top + height > size[0]:
        raise FormatError(
            f"{where}: a mask of {width} x {height} pixels at ({left}, {top}) leaves the image of "
            f"{size[1]} x {size[0]}; export the file again"
        )
    text = attributes.get("rle", "")
    if not RUN_LENGTHS.fullmatch(text):
        raise _wrong(text, "rle", where, "whole numbers with commas between")
    counts = np.fromstring(text, dtype=np.int64, sep=",")
    pixels = width * height
    if counts.sum() != pixels:
        raise FormatError(
            f"{where}: the run lengths of 'rle' must add up to the {pixels} pixels of a mask of "
            f"{width} x {height}; export the file again"
        )
    is_mask = np.arange(len(counts)) % 2 == 1
    window = np.repeat(is_mask, counts).reshape(height, width)
    return rle.encode_window(torch.from_numpy(window), (left, top), size)


def _polygon(attributes: Attributes, where: str) -> Ring:
    text = attributes.get("points", "")
    try:
        ring = [float(value) for corner in text.split(";") for value in _pair(corner)]
    except ValueError as error:
        raise _wrong(text, "points", where, "corners x,y;x,y") from error
    if not all(map(math.isfinite, ring)):
        raise _wrong(text, "points", where, "finite corners x,y;x,y")
    return ring


def _pair(corner: str) -> tuple[str, str]:
    x, y = corner.split(",")
    return x, y


def _box(attributes: Attributes, where: str) -> Ring:
    x0, y0, x1, y1 = (_number(attributes, key, where) for key in ("xtl", "ytl", "xbr", "ybr"))
    degrees = _number(attributes, "rotation", where, "0")
    return turned(rectangle(x0, y0, x1, y1), degrees, (x0 + x1) / 2, (y0 + y1) / 2)


def _ellipse(attributes: Attributes, where: str) -> Ring:
    x, y, radius_x, radius_y = (_number(attributes, key, where) for key in ("cx", "cy", "rx", "ry"))
    degrees = _number(attributes, "rotation", where, "0")
    return turned(ellipse(x, y, radius_x, radius_y), degrees, x, y)


def _number(attributes: Attributes, key: str, where: str, default: str = "") -> float:
    text = attributes.get(key, default)
    try:
        number = float(text)
    except ValueError as error:
        raise _wrong(text, key, where, "a number") from error
    if not math.isfinite(number):
        raise _wrong(text, key, where, "a finite number")
    return number


def _wrong(text: str, key: str, where: str, expected: str) -> FormatError:
    shown = text if len(text) <= 40 else text[:40] + "..."
    return FormatError(
        f"{where}: '{key}' is '{shown}' but must be {expected}; correct the file or export it again"
    )
