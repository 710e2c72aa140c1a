"""YOLO segmentation text: one line per mask, a class and a normalised outline.

The format of the Ultralytics trainers. A line holds one closed outline, so holes are lost (they
are filled), and the parts of a mask are joined by lines of no width; everything else is kept to
the sixth decimal of the image's side.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import ConfigurationError, did_you_mean
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, mask_to_polygons, polygons_to_mask
from anymask.storage.files import write_text


def write_yolo(path: Path, image: ImageRecord, classes: Sequence[str] = ()) -> list[Path]:
    """Write `class x0 y0 x1 y1 ...` per mask, x and y from 0 to 1; empty masks are left out.

    Args:
        path: where the file shall lie; trainers want the image's name with .txt.
        image: the image and its masks.
        classes: names in the order of the data set's list. Without it all masks are of class 0.

    Raises:
        ConfigurationError: `classes` is given and lacks the category of a mask.
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    lines = []
    for mask in image.masks:
        if mask.area > 0:
            corners = _outline(mask) / np.array([image.size[1], image.size[0]])
            numbers = " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in corners.flat)
            lines.append(f"{_class_number(mask, classes)} {numbers}\n")
    write_text(path, "".join(lines))
    return [path]


def _outline(mask: MaskRecord) -> NDArray[np.float64]:
    """Join the outlines of all parts to one closed line: out to each part and back again."""
    polygons = mask_to_polygons(rle.decode(mask.rle))
    if len(polygons) > 1 and any(polygon.holes for polygon in polygons):
        # A part within a hole would cancel what surrounds it: fill the holes first.
        solid = polygons_to_mask([Polygon(one.exterior) for one in polygons], mask.rle.size)
        polygons = mask_to_polygons(solid)
    first, *others = [polygon.exterior for polygon in polygons]
    pieces = [first]
    for part in others:
        pieces += [first[:1], part, part[:1]]
    if others:
        pieces.append(first[:1])
    return np.concatenate(pieces)


def _class_number(mask: MaskRecord, classes: Sequence[str]) -> int:
    if not classes:
        return 0
    name = mask.category or ""
    if name not in classes:
        raise ConfigurationError(
            f"'{name}' is no class of the data set; {did_you_mean(name, classes)}"
        )
    return list(classes).index(name)
