"""The lines of a YOLO segmentation file: a class and a normalised outline each.

`yolo_dataset.py` asks for them image by image. Lines of four numbers are boxes, which say where an
object is and not what it covers; they are named as left out.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from anymask.data import fields
from anymask.data.exchange.drawn import TOO_FEW_CORNERS, Drawing, Shape
from anymask.errors import FormatError
from anymask.shapes import Size

BOXES = "boxes without an outline"
UNKNOWN_CLASS = "outlines whose class the data set does not name"
BEYOND = 0.01
"""Corners may lie outside the image by this share of its sides, as Ultralytics allows."""


def read_yolo(path: Path, classes: Mapping[int, str], size: Size) -> Drawing:
    """Read the outlines of one image.

    Args:
        path: the text file.
        classes: names by number; where it is empty, the numbers themselves are the categories.
        size: (height, width) of the image.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is no class with numbers from 0 to 1, or the file is no text.
    """
    try:
        lines = fields.read_bytes(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise FormatError(f"{path.name} is no text ({error}); export it again") from error
    return Drawing.of(
        _shape(line, classes, size, f"{path.name}, line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )


def _shape(line: str, classes: Mapping[int, str], size: Size, where: str) -> Shape | str:
    first, _, rest = line.strip().partition(" ")
    if not (first.isascii() and first.isdecimal() and len(first) < 10):
        raise FormatError(f"{where}: '{first[:40]}' is no number of a class; export it again")
    if classes and int(first) not in classes:
        return UNKNOWN_CLASS
    try:
        numbers = np.array(rest.split(), dtype=np.float64)
    except ValueError as error:
        raise FormatError(f"{where}: {error}; corners are numbers from 0 to 1") from error
    if len(numbers) == 4:
        return BOXES
    if len(numbers) % 2:
        raise FormatError(f"{where}: {len(numbers)} numbers are no pairs of x and y; export again")
    if not ((numbers >= -BEYOND) & (numbers <= 1 + BEYOND)).all():
        raise FormatError(
            f"{where}: corners are shares of the image's sides from 0 to 1; divide x by its width "
            "and y by its height"
        )
    if len(numbers) < 6:
        return TOO_FEW_CORNERS
    corners = numbers.reshape(-1, 2) * (size[1], size[0])
    return Shape(corners.reshape(-1).tolist(), classes.get(int(first)) or first)
