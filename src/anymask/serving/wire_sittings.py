"""What goes over the wire about the tasks around the one that somebody holds.

`wire.py` holds the rest, and the limits.
"""

from anymask.serving.wire import Outgoing


class EndedTask(Outgoing):
    """A task that you have ended: done or skipped."""

    id: int
    image_id: int
    stage: str
    kind: str
    state: str
    seconds: float
    ended_ms: int


class Upcoming(Outgoing):
    """The images that probably come next."""

    image_ids: list[int]
