"""Run-length masks, under one name: `from anymask.geometry import rle` and `rle.encode(masks)`.

The value is `Rle` (runs.py); masks go in and out in run_codec.py, are compared and joined in
run_sets.py, moved between windows in run_window.py, resized in run_resize.py, and meet COCO and
SA-1B files in run_strings.py.
"""

from anymask.geometry.run_codec import decode, encode, encode_window
from anymask.geometry.run_resize import resize
from anymask.geometry.run_sets import area, box, intersection, iou, union
from anymask.geometry.run_strings import from_coco, to_coco
from anymask.geometry.run_window import crop, place
from anymask.geometry.runs import Rle

__all__ = [
    "Rle",
    "area",
    "box",
    "crop",
    "decode",
    "encode",
    "encode_window",
    "from_coco",
    "intersection",
    "iou",
    "place",
    "resize",
    "to_coco",
    "union",
]
