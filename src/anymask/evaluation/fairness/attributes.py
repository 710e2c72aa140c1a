"""What a table beside a set tells about its images and objects: who is seen, where it was taken.

A CSV file with a column for the image and one for the annotation, or with the sides of a box as in
Open Images MIAP, tells about objects; without either it tells about whole images. A COCO file tells
about its images with whatever columns their entries have. The RAI report groups objects by them.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anymask.data import fields
from anymask.errors import FormatError, InputError
from anymask.evaluation.fairness.box_match import BoxShare, closest_box

IMAGE_COLUMNS = ("image", "file_name", "image_id", "imageid")
OBJECT_COLUMNS = ("annotation", "annotation_id", "mask", "mask_id")
BOX_COLUMNS = ("xmin", "ymin", "xmax", "ymax")
"""How columns may be called, in any case."""

COCO_FIELDS = {
    *("id", "width", "height", "file_name", "license", "split"),
    *("coco_url", "flickr_url", "date_captured"),
}
"""Fields of the images of a COCO file that tell nothing about what is seen."""

Values = Mapping[str, str]
"""Attribute -> value."""


@dataclass(frozen=True)
class Entry:
    """One line of a table.

    Attributes:
        image: as the table names it.
        annotation: the id of the object, or None.
        box: the box of the object in shares of the image, or None.
        values: what is known; empty cells are left out.
    """

    image: str
    annotation: str | None
    box: BoxShare | None
    values: Values


@dataclass(frozen=True)
class Found:
    """What is known of the objects of one image.

    Attributes:
        of_image: what holds for the whole image.
        of_objects: what is known of each object, beside that.
        stray: how many lines about this image belong to none of its objects.
    """

    of_image: Values
    of_objects: tuple[Values, ...]
    stray: int


class AttributeTable:
    """The lines of a table by image.

    Args:
        entries: the lines.
        name: for messages.
        digest: of the content.
    """

    def __init__(self, entries: Iterable[Entry], name: str = "", digest: str = "") -> None:
        self.name = name
        self.digest = digest
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.image].append(entry)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names of all attributes, in the order in which they appear."""
        every = (entry for entries in self._entries.values() for entry in entries)
        return tuple(dict.fromkeys(name for entry in every for name in entry.values))

    def missing(self, images: Iterable[str]) -> tuple[str, ...]:
        """List the images that the table names and a set does not have."""
        known = {spelling for image in images for spelling in _spellings(image)}
        return tuple(name for name in self._entries if name not in known)

    def find(
        self, image: str, annotations: Iterable[object], boxes: Iterable[BoxShare | None]
    ) -> Found:
        """Look up the objects of an image.

        Args:
            image: its name; the table may leave out its folder or its suffix.
            annotations: the id of each of N objects, None where it has none.
            boxes: the box of each object in shares of the image.
        """
        spelling = next((each for each in _spellings(image) if each in self._entries), None)
        entries = [] if spelling is None else self._entries[spelling]
        whole = [entry for entry in entries if entry.annotation is None and entry.box is None]
        parts = [entry for entry in entries if entry.annotation is not None or entry.box]
        places = [
            _line_of(parts, annotation, box)
            for annotation, box in zip(annotations, boxes, strict=True)
        ]
        return Found(
            of_image={name: value for entry in whole for name, value in entry.values.items()},
            of_objects=tuple({} if place is None else parts[place].values for place in places),
            stray=len(parts) - len(set(places) - {None}),
        )


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


def _line_of(entries: list[Entry], annotation: object, box: BoxShare | None) -> int | None:
    """Find the line about an object: by its id, or by its box."""
    if annotation is not None:
        for place, entry in enumerate(entries):
            if entry.annotation == str(annotation):
                return place
    return None if box is None else closest_box(box, [entry.box for entry in entries])


def _spellings(image: str) -> tuple[str, ...]:
    """The names under which a table may know an image, the fullest first."""
    path = PurePosixPath(image.replace("\\", "/"))
    return image, path.name, path.stem
