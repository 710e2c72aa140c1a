"""CVAT for images 1.1: one XML for all images, with masks or with polygons.

Masks are written as CVAT's brush keeps them, run lengths row by row within a box, which keeps holes
and parts. Polygons are easier to pull at in CVAT: one for each part, joined by their group, and
without holes. `cvat_index.py` reads both.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from anymask.data.coco import UNNAMED
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.geometry.contours import mask_to_polygons
from anymask.storage.files import write_text

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Draw = Callable[[int, MaskRecord], Iterator[str]]
"""Makes the elements of a mask, given its number in the image."""


def write_cvat(path: Path, images: ImageRecord | Sequence[ImageRecord]) -> list[Path]:
    """Write one image or all images of a folder with masks.

    Upload the images under their names and import the file as "CVAT 1.1". Scores, clicks, crops and
    parents have no place in this format.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    return _write(path, images, _masks)


def write_cvat_polygons(path: Path, images: ImageRecord | Sequence[ImageRecord]) -> list[Path]:
    """Write one image or all images of a folder with polygons; holes are filled.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    return _write(path, images, _polygons)


def _write(path: Path, images: ImageRecord | Sequence[ImageRecord], draw: Draw) -> list[Path]:
    images = [images] if isinstance(images, ImageRecord) else images
    write_text(path, "\n".join(_lines(images, draw)) + "\n")
    return [path]


def _lines(images: Sequence[ImageRecord], draw: Draw) -> Iterator[str]:
    """Make the file line by line."""
    names = sorted({mask.category or UNNAMED for image in images for mask in image.masks})
    labels = "".join(f"<label><name>{escape(_legal(name))}</name></label>" for name in names)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield "<annotations>"
    yield "  <version>1.1</version>"
    yield f"  <meta><task><size>{len(images)}</size><mode>annotation</mode>"
    yield f"    <labels>{labels}</labels>"
    yield "  </task></meta>"
    for number, image in enumerate(images):
        height, width = image.size
        name = _quoted(image.file_name)
        yield f'  <image id="{number}" name={name} width="{width}" height="{height}">'
        for index, mask in enumerate(image.masks):
            for element in draw(index, mask):
                yield f"    {element}"
        yield "  </image>"
    yield "</annotations>"


def _masks(index: int, mask: MaskRecord) -> Iterator[str]:
    """Make the one element of a mask; of an empty one it has a pixel that is not set."""
    x0, y0, x1, y1 = rle.box(mask.rle)
    width, height = max(x1 - x0, 1), max(y1 - y0, 1)
    pixels = rle.decode(rle.crop(mask.rle, (x0, y0), (height, width))).numpy().reshape(-1)
    edges = np.flatnonzero(pixels[1:] != pixels[:-1]) + 1
    counts = np.diff(edges, prepend=0, append=len(pixels)).tolist()
    runs = ", ".join(map(str, [0, *counts] if pixels[0] else counts))
    yield (
        f'<mask {_about(mask)} rle="{runs}" left="{x0}" top="{y0}" width="{width}" '
        f'height="{height}" z_order="0"></mask>'
    )


def _polygons(index: int, mask: MaskRecord) -> Iterator[str]:
    """Make an element for each part; an empty mask has none."""
    polygons = mask_to_polygons(rle.decode(mask.rle))
    group = f' group_id="{index + 1}"' if len(polygons) > 1 else ""
    for polygon in polygons:
        points = ";".join(f"{x:.0f},{y:.0f}" for x, y in polygon.exterior)
        yield f'<polygon {_about(mask)} points="{points}" z_order="0"{group}></polygon>'


def _about(mask: MaskRecord) -> str:
    return f'label={_quoted(mask.category or UNNAMED)} source="file" occluded="0"'


def _quoted(text: str) -> str:
    return quoteattr(_legal(text), {'"': "&quot;"})


def _legal(text: str) -> str:
    """Spell out the characters that XML cannot hold, so that none is lost unseen.

    >>> _legal("cat\\x01")
    'cat\\\\x01'
    """
    return NOT_IN_XML.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
