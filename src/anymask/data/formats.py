"""The annotation formats by name: one literal table.

The command line's `--format` and `Masks.save` look up here how the masks of an image are written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anymask.data.coco import write_coco
from anymask.data.exchange.cvat import write_cvat, write_cvat_polygons
from anymask.data.exchange.label_studio import write_label_studio
from anymask.data.exchange.labelme import write_labelme
from anymask.data.exchange.yolo import write_yolo
from anymask.data.geojson import write_geojson
from anymask.data.png import write_png
from anymask.data.polygons import write_polygons
from anymask.data.record import ImageRecord
from anymask.data.sa1b import write_sa1b
from anymask.errors import ConfigurationError, did_you_mean

BESIDE = "stability, clicks, crops and parents"
"""What tools for people have no place for."""
OUTLINES = f"holes, empty masks, quality, {BESIDE}"
"""What outlines without holes cannot hold besides."""


@dataclass(frozen=True)
class Format:
    """How the masks of an image get into files.

    Attributes:
        name: what `--format` takes.
        extension: what to append to the stem of the image's name, unique among the formats.
        write: takes the path to write and the image; returns the files written, which are
            several (in a folder of that name) for `png` only.
        lossless: whether the masks can be read back bit for bit.
        loss: what of an image does not survive, in words; empty when everything does.
        description: one line for people.
    """

    name: str
    extension: str
    write: Callable[[Path, ImageRecord], list[Path]]
    lossless: bool
    loss: str
    description: str


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format(
            "png",
            ".masks",
            write_png,
            True,
            "all but the masks themselves",
            "a PNG per mask and a 16-bit label map, a folder",
        ),
        Format("coco", ".coco.json", write_coco, True, "", "COCO json with compressed run lengths"),
        Format(
            "sa1b",
            ".json",
            write_sa1b,
            True,
            "categories and parents",
            "SA-1B json: quality, stability, clicks, crops",
        ),
        Format(
            "geojson",
            ".geojson",
            write_geojson,
            True,
            "clicks and crops",
            "GeoJSON polygons with holes, in pixels",
        ),
        Format(
            "polygons",
            ".polygons.json",
            write_polygons,
            True,
            "stability, clicks and crops",
            "plain json: outlines and holes",
        ),
        Format(
            "yolo",
            ".txt",
            write_yolo,
            False,
            f"categories, {OUTLINES}",
            "YOLO segmentation text; holes are lost",
        ),
        Format(
            "label-studio",
            ".label-studio.json",
            write_label_studio,
            True,
            BESIDE,
            "Label Studio predictions with brush masks",
        ),
        Format(
            "labelme",
            ".labelme.json",
            write_labelme,
            True,
            BESIDE,
            "labelme json: polygons, and pictures of masks with holes",
        ),
        Format(
            "cvat",
            ".cvat.xml",
            write_cvat,
            True,
            f"quality, {BESIDE}",
            "CVAT for images 1.1 with masks",
        ),
        Format(
            "cvat-polygons",
            ".cvat-polygons.xml",
            write_cvat_polygons,
            False,
            OUTLINES,
            "CVAT for images 1.1 with polygons; holes are lost",
        ),
    )
}


def find_format(name: str) -> Format:
    """Look a format up.

    Raises:
        ConfigurationError: there is none of that name.

    >>> find_format("sa1b").extension
    '.json'
    """
    if name not in FORMATS:
        raise ConfigurationError(f"there is no format '{name}'; {did_you_mean(name, FORMATS)}")
    return FORMATS[name]
