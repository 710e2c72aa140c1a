"""How long somebody worked: pauses are cut out, and no moment is counted twice.

Annotation tools tell at which moments their user did something. Source of the figures that this
serves: "Segment Anything", section 4, seconds for each mask.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Task

SLACK_MS = 5_000
"""The holder's clock began before the server's: the answer with the lease took its time."""


@dataclass(frozen=True)
class Counted:
    """Work up to a moment.

    Attributes:
        ms: of work.
        until_ms: the moment up to which everything has been counted.
    """

    ms: int
    until_ms: int


def count_work(
    moments_ms: Iterable[int], counted_until_ms: int, idle_ms: int, most_ms: int
) -> Counted:
    """Add up the time between moments at which somebody did something.

    Args:
        moments_ms: since the image was opened, in any order.
        counted_until_ms: what lies before has been counted already.
        idle_ms: longer gaps are pauses and do not count at all.
        most_ms: more than this cannot have passed; whatever the moments say.

    >>> count_work([0, 2_000, 5_000, 90_000, 91_000], 0, 60_000, 100_000)
    Counted(ms=6000, until_ms=91000)
    """
    inside = {min(max(moment, counted_until_ms), most_ms) for moment in moments_ms}
    last, total = counted_until_ms, 0
    for moment in sorted(inside):
        if moment - last <= idle_ms:
            total += moment - last
        last = max(last, moment)
    return Counted(total, last)


def count_for(
    task: Task, moments_ms: Iterable[int], idle_seconds: float, clock: Clock = now
) -> float:
    """Count the work on a task since the last time and add it to that on its image.

    Args:
        task: under a lease.
        moments_ms: since the task was opened, at which its holder did something.
        idle_seconds: longer gaps are pauses.
        clock: tells the time.

    Returns:
        The seconds that were added.
    """
    passed = clock() - (task.leased_ms or clock()) + SLACK_MS
    counted = count_work(moments_ms, task.counted_ms, round(1000 * idle_seconds), passed)
    task.counted_ms = counted.until_ms
    task.seconds += counted.ms / 1000
    return counted.ms / 1000
