"""Boxes of any detector, read from COCO results json: a list with one entry per box.

A detector that also made masks may leave the boxes away; they are then measured on its masks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anymask.data import fields
from anymask.errors import FormatError, InputError
from anymask.geometry import rle

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Detection:
    """One box that a detector gave.

    Attributes:
        image_id: of the image, as the annotation file numbers it.
        category_id: of what the detector saw.
        box: (x0, y0, x1, y1) in pixels of the image; may reach beyond it.
        score: the detector's confidence.
    """

    image_id: int
    category_id: int
    box: Box
    score: float


def read_detections(path: Path) -> tuple[Detection, ...]:
    """Read a file of results.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is no list of results, or an entry lacks a field or has a wrong one.
    """
    entries = _read_list(path)
    return tuple(_detection(entry, f"{path}, entry {n}") for n, entry in enumerate(entries))


def _read_list(path: Path) -> list[Mapping[str, Any]]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot read {path}: {reason}; check the path") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path} is not JSON ({error}); export or download it again") from error
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise FormatError(
            f"{path} holds no list of results; COCO results are a list of objects, each with "
            "image_id, category_id, bbox and score"
        )
    return content


def _detection(entry: Mapping[str, Any], where: str) -> Detection:
    score = fields.optional_number(entry, "score", where)
    if score is None:
        raise FormatError(f"{where}: 'score' is missing; results need the confidence of each box")
    return Detection(
        image_id=fields.whole(entry, "image_id", where),
        category_id=fields.whole(entry, "category_id", where),
        box=_box(entry, where),
        score=score,
    )


def _box(entry: Mapping[str, Any], where: str) -> Box:
    told = fields.optional_box(entry, "bbox", where)
    if told is not None:
        x, y, width, height = told
        return x, y, x + width, y + height
    if "segmentation" not in entry:
        raise FormatError(f"{where}: there is neither 'bbox' nor 'segmentation'; add one of them")
    try:
        x0, y0, x1, y1 = rle.box(rle.from_coco(entry["segmentation"]))
    except FormatError as error:
        raise FormatError(f"{where}: the segmentation cannot be read: {error}") from error
    return float(x0), float(y0), float(x1), float(y1)
