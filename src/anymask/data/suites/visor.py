"""VISOR: frames of kitchen videos, and a json of outlines for each video.

annotations/val/VIDEO.json holds `video_annotations`: each an `image` with its name and
`annotations` with a `name` and `segments`, polygons in pixels of the frame. Frames come as a zip
per video in rgb_frames/val/PERSON/. Source: Darkhalil et al. 2022, "EPIC-KITCHENS VISOR Benchmark".
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from anymask.data import fields
from anymask.data.annotation import Annotation
from anymask.data.left_out import LeftOutItems
from anymask.data.suites.layout import FileDataset, find_root
from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, polygons_to_mask
from anymask.storage.images import image_size

ABSENT = "frames that are not unpacked"
ANNOTATIONS, FRAMES = "annotations", "rgb_frames"


@dataclass(frozen=True)
class _Frame:
    """A frame on disk and the entries of its objects."""

    image: Path
    objects: list[fields.Entry]
    where: str


@dataclass(frozen=True)
class Visor:
    """The sparse annotations of one split.

    Attributes:
        split: train or val.
    """

    split: str

    def open(self, folder: Path, source: str) -> FileDataset:
        """Open the frames that are unpacked, wherever below rgb_frames/; the others are counted."""
        root = find_root(folder, f"{ANNOTATIONS}/{self.split}")
        on_disk = {path.name: path for path in (root / FRAMES / self.split).rglob("*.jpg")}
        frames: list[_Frame] = []
        absent: list[str] = []
        for path in sorted((root / ANNOTATIONS / self.split).glob("*.json")):
            entries = fields.entries(fields.read_json(path), "video_annotations", str(path))
            for number, entry in enumerate(entries):
                where = f"{path}, video_annotations[{number}]"
                name = fields.file_name(fields.nested(entry, "image", where), "name", where)
                if name in on_disk:
                    objects = fields.entries(entry, "annotations", where)
                    frames.append(_Frame(on_disk[name], objects, where))
                else:
                    absent.append(name)
        left_out = (LeftOutItems.of(ABSENT, absent),) if absent else ()
        images = [frame.image for frame in frames]
        return FileDataset(source, root, images, lambda n: _read(frames[n]), left_out)


def _read(frame: _Frame) -> list[Annotation]:
    size = image_size(frame.image.read_bytes())
    return [_annotation(entry, size, frame.where) for entry in frame.objects]


def _annotation(entry: fields.Entry, size: tuple[int, int], where: str) -> Annotation:
    """Fill all polygons of an object at once: one inside another is a hole, as its authors draw."""
    segments = entry.get("segments")
    if not isinstance(segments, list):
        raise FormatError(f"{where}: an object has no list `segments`; download the file again")
    read = [fields.optional_points({"ring": ring}, "ring", where) or () for ring in segments]
    rings = [np.array(ring, dtype=np.float64) for ring in read if len(ring) >= 3]
    filled = [Polygon(rings[0], tuple(rings[1:]))] if rings else []
    return {
        "segmentation": rle.encode(polygons_to_mask(filled, size)[None])[0],
        "category": fields.text(entry, "name", where),
    }
