"""The annotation formats by name: one literal table.

The command line's `--format` and `Masks.save` look up here how the masks of an image are written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anymask.data.coco import write_coco
from anymask.data.geojson import write_geojson
from anymask.data.label_studio import write_label_studio
from anymask.data.png import write_png
from anymask.data.polygons import write_polygons
from anymask.data.record import ImageRecord
from anymask.data.sa1b import write_sa1b
from anymask.data.yolo import write_yolo
from anymask.errors import ConfigurationError, did_you_mean


@dataclass(frozen=True)
class Format:
    """How the masks of an image get into files.

    Attributes:
        name: what `--format` takes.
        extension: what to append to the stem of the image's name, unique among the formats.
        write: takes the path to write and the image; returns the files written, which are
            several (in a folder of that name) for `png` only.
        lossless: whether the masks can be read back bit for bit.
        description: one line for people.
    """

    name: str
    extension: str
    write: Callable[[Path, ImageRecord], list[Path]]
    lossless: bool
    description: str


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("png", ".masks", write_png, True, "a PNG per mask and a 16-bit label map, a folder"),
        Format("coco", ".coco.json", write_coco, True, "COCO json with compressed run lengths"),
        Format("sa1b", ".json", write_sa1b, True, "SA-1B json: quality, stability, clicks, crops"),
        Format(
            "geojson", ".geojson", write_geojson, True, "GeoJSON polygons with holes, in pixels"
        ),
        Format(
            "polygons", ".polygons.json", write_polygons, True, "plain json: outlines and holes"
        ),
        Format("yolo", ".txt", write_yolo, False, "YOLO segmentation text; holes are lost"),
        Format(
            "label-studio",
            ".label-studio.json",
            write_label_studio,
            True,
            "Label Studio predictions with brush masks",
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
