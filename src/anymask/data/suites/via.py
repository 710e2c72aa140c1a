"""Layouts of VGG Image Annotator json: outlines drawn in a browser, of one image after the other.

Files of its versions 1 and 2 differ in that regions are an object with numbers for keys, or a list.
Source: Dutta and Zisserman 2019, "The VIA Annotation Software for Images, Audio and Video".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anymask.data import fields
from anymask.data.annotation import Annotation
from anymask.data.left_out import LeftOutItems
from anymask.data.suites.layout import FileDataset, find_root
from anymask.data.suites.outline import outline
from anymask.errors import FormatError

OUTLINES = ("polygon", "polyline")
OTHER_SHAPES = "regions that are no outlines"


@dataclass(frozen=True)
class ViaPart:
    """A file of outlines and the folder of its images, relative to the root."""

    file: str
    images: str


@dataclass(frozen=True)
class ViaFiles:
    """Outlines drawn with VIA; lines are closed.

    Attributes:
        parts: one or more.
        category: the region attribute that names the category; "" for none.
    """

    parts: tuple[ViaPart, ...]
    category: str = ""

    def open(self, folder: Path, source: str) -> FileDataset:
        """Open all files as one set; regions of other shapes are counted."""
        root = find_root(folder, self.parts[0].file)
        images: list[Path] = []
        objects: list[list[Annotation]] = []
        others: list[str] = []
        for part in self.parts:
            for name, regions, where in _read(root / part.file):
                images.append(root / part.images / name)
                outlined = [each for each in regions if _shape(each, where) in OUTLINES]
                others += [f"{where}, {name}"] * (len(regions) - len(outlined))
                objects.append([self._annotation(each, where) for each in outlined])
        left_out = (LeftOutItems.of(OTHER_SHAPES, others),) if others else ()
        return FileDataset(source, root, images, objects.__getitem__, left_out)

    def _annotation(self, region: fields.Entry, where: str) -> Annotation:
        shape = fields.nested(region, "shape_attributes", where)
        x, y = shape.get("all_points_x"), shape.get("all_points_y")
        if not isinstance(x, list) or not isinstance(y, list) or len(x) != len(y):
            raise FormatError(
                f"{where}: a region has no all_points_x and all_points_y of the same length; "
                "download the file again"
            )
        attributes = region.get("region_attributes")
        named = attributes.get(self.category) if isinstance(attributes, dict) else None
        return {
            "segmentation": outline(list(zip(x, y, strict=True))),
            "category": named if isinstance(named, str) and named else None,
        }


def _read(path: Path) -> Iterator[tuple[str, list[fields.Entry], str]]:
    """Go through the images of a file: name, regions, and where they stand."""
    content = fields.read_json(path)
    for key in content:
        where = f"{path}, {key}"
        entry = fields.nested(content, key, str(path))
        regions = entry.get("regions")
        listed = list(regions.values()) if isinstance(regions, dict) else regions
        yield (
            fields.file_name(entry, "filename", where),
            fields.entries({"regions": listed}, "regions", where),
            where,
        )


def _shape(region: fields.Entry, where: str) -> str:
    return fields.text(fields.nested(region, "shape_attributes", where), "name", where)
