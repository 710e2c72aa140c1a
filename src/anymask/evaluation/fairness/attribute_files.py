"""Reading tables of attributes: CSV files, and COCO files that tell about their images.

A CSV file with a column for the image and one for the annotation, or with the sides of a box as in
Open Images MIAP, tells about objects; without either it tells about whole images. A COCO file tells
about its images with whatever fields their entries have.
"""

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path

from anymask.data import fields
from anymask.errors import FormatError, InputError
from anymask.evaluation.fairness.attributes import AttributeTable, Entry
from anymask.evaluation.fairness.box_match import BoxShare

IMAGE_COLUMNS = ("image", "file_name", "image_id", "imageid")
OBJECT_COLUMNS = ("annotation", "annotation_id", "mask", "mask_id")
BOX_COLUMNS = ("xmin", "ymin", "xmax", "ymax")
"""How columns may be called, in any case."""

COCO_FIELDS = {
    *("id", "width", "height", "file_name", "license", "split"),
    *("coco_url", "flickr_url", "date_captured"),
}
"""Fields of the images of a COCO file that tell nothing about what is seen."""


def read_attributes(path: Path) -> AttributeTable:
    """Read a CSV table, or the images of a COCO file.

    Raises:
        InputError: there is no such file.
        FormatError: no column names the image, a box is no box, or no column is left.
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist; pass a CSV table or a COCO file")
    content = path.read_bytes()
    entries = _read_coco(path) if path.suffix.lower() == ".json" else _read_csv(path, content)
    table = AttributeTable(entries, path.name, hashlib.sha256(content).hexdigest()[:12])
    if not table.attributes:
        raise FormatError(f"{path} tells nothing about its images; add a column, such as country")
    return table


def _read_csv(path: Path, content: bytes) -> list[Entry]:
    try:
        lines = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError(f"{path} is no CSV table in UTF-8 ({error}); save it again") from error
    columns = {name.casefold(): name for name in (lines[0] if lines else {}) if name}
    image = next((columns[name] for name in IMAGE_COLUMNS if name in columns), None)
    if image is None:
        raise FormatError(
            f"{path} has no column for the image among {', '.join(columns.values()) or 'none'}; "
            f"call it {IMAGE_COLUMNS[0]}"
        )
    object_column = next((columns[name] for name in OBJECT_COLUMNS if name in columns), None)
    sides = [columns[name] for name in BOX_COLUMNS if name in columns]
    special = {image, object_column, *sides}
    return [
        Entry(
            image=_cell(line, image),
            annotation=(_cell(line, object_column) or None) if object_column else None,
            box=_box(line, sides, f"{path}, line {number}") if len(sides) == 4 else None,
            values={
                name: _cell(line, name)
                for name in columns.values()
                if name not in special and _cell(line, name)
            },
        )
        for number, line in enumerate(lines, start=2)
    ]


def _read_coco(path: Path) -> list[Entry]:
    return [
        Entry(
            image=fields.file_name(image, "file_name", f"{path}, images[{number}]"),
            annotation=None,
            box=None,
            values={
                name: str(value).strip()
                for name, value in image.items()
                if name not in COCO_FIELDS and isinstance(value, str | int | float) and value != ""
            },
        )
        for number, image in enumerate(fields.entries(fields.read_json(path), "images", str(path)))
    ]


def _cell(line: Mapping[str, str | None], column: str) -> str:
    """Return a cell without the space around it; a line that is too short has empty cells."""
    return (line.get(column) or "").strip()


def _box(line: Mapping[str, str | None], sides: list[str], where: str) -> BoxShare:
    try:
        x0, y0, x1, y1 = (float(_cell(line, side)) for side in sides)
    except ValueError as error:
        raise FormatError(f"{where}: a side of the box is no number ({error})") from error
    if not (0 <= x0 <= x1 <= 1 and 0 <= y0 <= y1 <= 1):
        raise FormatError(
            f"{where}: the box ({x0:g}, {y0:g}, {x1:g}, {y1:g}) is not given in shares of the "
            "image from 0 to 1"
        )
    return x0, y0, x1, y1
