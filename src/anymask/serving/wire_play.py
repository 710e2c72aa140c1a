"""What goes over the wire of the playground, where anyone drops a photo and clicks.

`wire.py` holds the rest, and the limits.
"""

from typing import Annotated, Literal

from pydantic import Field

from anymask.serving.wire import LONGEST_MASK, PLAIN, Incoming, Name, Outgoing

MOST_MASKS = 2_000

# fmt: off
FormatName = Literal[
    "png", "coco", "sa1b", "geojson", "polygons", "yolo", "label-studio", "labelme", "cvat",
    "cvat-polygons",
]
# fmt: on


class FormatOut(Outgoing):
    """A format of mask files: its name for requests, what it holds, and what it cannot."""

    name: str
    description: str
    lossless: bool
    loss: str


class PlayOut(Outgoing):
    """What the playground runs, and how much it takes."""

    model: str
    image_side: int
    largest_bytes: int
    most_pixels: int
    formats: list[FormatOut]


class PlayImage(Outgoing):
    """An image that was dropped; it is forgotten when newer ones need its room."""

    id: str
    width: int
    height: int


class EverythingIn(Incoming):
    """How to look for everything: points of the grid, and whether to be quick."""

    points_per_side: Annotated[int, Field(ge=4, le=64)] = 32
    fast: bool = True
    """Judge masks at low resolution: a little different, much faster."""
    min_area: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Holes and islands of fewer pixels are cleaned away."""


class FoundMask(Outgoing):
    """A mask of everything; `parent` is the place in the list of the one that it is a part of."""

    counts: str
    area: int
    box_xywh: list[int]
    predicted_iou: float
    stability_score: float
    parent: int | None


class EverythingOut(Outgoing):
    """How far the search for everything is; masks come once it is done, best first."""

    state: Literal["none", "waiting", "running", "done", "failed", "stopped"]
    done: int
    total: int
    message: str
    masks: list[FoundMask]


class KeptMask(Incoming):
    """A mask that shall go into a file."""

    counts: Annotated[str, Field(min_length=1, max_length=LONGEST_MASK)]
    category: Annotated[str, Field(max_length=200, pattern=PLAIN)] | None = None


class PlayExportIn(Incoming):
    """Which masks to write, how, and what the image is called."""

    format: FormatName
    masks: Annotated[list[KeptMask], Field(max_length=MOST_MASKS)]
    file_name: Name = "image.jpg"
