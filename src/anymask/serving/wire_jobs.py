"""What goes over the wire about rounds: how a project stands, its jobs and its models.

`wire.py` holds the rest, and the limits.
"""

from typing import Any, Literal

from anymask.serving.wire import Incoming, Outgoing


class JobIn(Incoming):
    """Which job is asked for; a worker does it."""

    kind: Literal["train", "train-detector", "propose", "automatic"]


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


class StatusOut(Outgoing):
    """How a project stands: images and tasks by state, and its rounds."""

    project: str
    stage: str
    images: dict[str, int]
    held_out: int
    tasks: dict[str, int]
    rounds: list[LabelledOut]
