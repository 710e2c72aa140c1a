"""What goes over the wire about rounds: how a project stands, its jobs and its models.

`wire.py` holds the rest, and the limits.
"""

from typing import Any, Literal

from anymask.serving.wire import Incoming, Outgoing

# fmt: off
FormName = Literal[
    "coco", "lvis", "sa1b", "sa1b-shards", "shards", "png", "voc", "yolo", "labelme", "cvat",
    "cvat-polygons", "geojson", "polygons", "label-studio",
]
# fmt: on
"""Forms of releases."""


class ReleaseIn(Incoming):
    """How a release is wanted."""

    form: FormName = "coco"
    finished_only: bool = False
    """Leave images out that nobody has finished."""


class JobIn(Incoming):
    """Which job is asked for; a worker does it."""

    kind: Literal["train", "train-detector", "propose", "automatic", "release"]
    release: ReleaseIn | None = None
    """For kind release; other kinds leave no choice."""


class JobOut(Outgoing):
    """A job: how far it is, or what became of it."""

    id: int
    kind: str
    state: str
    done: int
    total: int
    message: str
    result: dict[str, Any]
    created_ms: int
    started_ms: int | None
    heartbeat_ms: int | None
    ended_ms: int | None


class ReleaseFileOut(Outgoing):
    """A file of a release: its path in it, and its bytes."""

    name: str
    size: int


class ReleaseOut(Outgoing):
    """A release; its id is that of the job that wrote it.

    `left_out` counts images that were damaged, `files` the files that there are.
    """

    id: int
    created_ms: int
    form: str
    finished_only: bool
    images: int
    masks: int
    left_out: int
    files: int


class ReleasePage(Outgoing):
    """The files of a release."""

    release: ReleaseOut
    files: list[ReleaseFileOut]


class ModelOut(Outgoing):
    """A model: what it was made from, how good it is, and since when it is in use."""

    id: int
    kind: str
    name: str
    parent_id: int | None
    scores: dict[str, Any]
    created_ms: int
    promoted_ms: int | None


class LabelledOut(Outgoing):
    """What was labelled in one stage of one round; seconds and clicks are those of people."""

    round: int
    stage: str
    images: int
    drawn: int
    filled_in: int
    masks_per_image: float | None
    seconds_per_mask: float | None
    clicks_per_mask: float | None
    model: str | None
    iou: float | None
    next_iou: float | None
    promoted: bool | None


class RoundsOut(Outgoing):
    """What was labelled in each round and stage, the models in use so far, and what was published.

    The models are those that were promoted, in the order of that.
    """

    rounds: list[LabelledOut]
    promoted: list[ModelOut]
    published: str


class StatusOut(Outgoing):
    """How a project stands: images and tasks by state, and its rounds."""

    project: str
    stage: str
    images: dict[str, int]
    held_out: int
    tasks: dict[str, int]
    rounds: list[LabelledOut]
