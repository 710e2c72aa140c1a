"""What an annotator does within a task: draw, change and remove masks, and be timed.

The lease is shown with every step. Whoever serves annotators calls these functions; the engine's
own masks go to `masks.py` directly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from anymask.engine.database.masks import Mask
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Image, Task
from anymask.engine.database.work import DONE
from anymask.engine.masks import Author, MaskInput, Saved, delete_mask, save_mask
from anymask.engine.settings import WorkRules
from anymask.engine.tasks import Holding, finish, has_ended, held_task
from anymask.engine.work_time import count_work

SLACK_MS = 5_000
"""The holder's clock began before the server's: the answer with the lease took its time."""


@dataclass(frozen=True)
class Drawn:
    """A mask after a step of an annotator.

    Attributes:
        saved: the mask, and whether the step was a repeat.
        suggest_next: whether it took so long that the next image is more worthwhile.
    """

    saved: Saved
    suggest_next: bool


def draw(
    session: Session,
    holding: Holding,
    given: MaskInput,
    moments_ms: Sequence[int],
    rules: WorkRules,
    clock: Clock = now,
) -> Drawn:
    """Save a mask of the task's image; its seconds are counted here, whatever `given` says.

    Args:
        session: of a transaction that writes.
        holding: of the task.
        given: the mask.
        moments_ms: since the task was opened, at which the annotator did something.
        rules: what is a pause, and when to move on.
        clock: tells the time.

    Raises:
        MissingError, ConflictError: as `held_task`, `save_mask`.
        InputError, ForbiddenError: as `save_mask`.
    """
    task = held_task(session, holding)
    image = session.get_one(Image, task.image_id)
    before = task.counted_ms
    seconds = _count(task, moments_ms, rules, clock)
    saved = save_mask(session, image, replace(given, seconds=seconds), _author(task), clock)
    if saved.repeated:
        task.counted_ms, task.seconds = before, task.seconds - seconds
    return Drawn(saved, saved.mask.seconds > rules.suggest_next_seconds)


def erase(
    session: Session,
    holding: Holding,
    mask_id: UUID,
    request_id: UUID,
    seen_version: int,
    clock: Clock = now,
) -> Mask:
    """Take a mask of the task's image away.

    Raises:
        MissingError, ConflictError, ForbiddenError: as `held_task`, `delete_mask`.
    """
    task = held_task(session, holding)
    image = session.get_one(Image, task.image_id)
    author = _author(task)
    return delete_mask(session, image, mask_id, request_id, seen_version, author, clock).mask


def complete(
    session: Session,
    holding: Holding,
    moments_ms: Sequence[int],
    rules: WorkRules,
    clock: Clock = now,
) -> Task:
    """End a task; the time since the last mask belongs to the image as a whole.

    Ending it again changes nothing.

    Raises:
        MissingError, ConflictError: as `held_task`.
    """
    if not has_ended(session, holding, DONE):
        _count(held_task(session, holding), moments_ms, rules, clock)
        finish(session, holding, clock)
    return session.get_one(Task, holding.task_id)


def _author(task: Task) -> Author:
    return Author(task.stage, account_id=task.account_id, task=task)


def _count(task: Task, moments_ms: Sequence[int], rules: WorkRules, clock: Clock) -> float:
    """Count the work since the last time, in seconds, and add it to that on the image."""
    passed = clock() - (task.leased_ms or clock()) + SLACK_MS
    idle_ms = round(1000 * rules.idle_seconds)
    counted = count_work(moments_ms, task.counted_ms, idle_ms, passed)
    task.counted_ms = counted.until_ms
    task.seconds += counted.ms / 1000
    return counted.ms / 1000
