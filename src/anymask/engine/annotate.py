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
from anymask.engine.database.work import ANNOTATE, AUDIT, DONE
from anymask.engine.masks import Author, MaskInput, Saved, delete_mask, save_mask
from anymask.engine.reviews import ask_for_review
from anymask.engine.settings import WorkRules
from anymask.engine.tasks import Holding, finish, has_ended, held_task
from anymask.engine.verdicts import require_all_judged
from anymask.engine.work_time import count_for
from anymask.errors import ForbiddenError


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
        InputError: as `save_mask`.
        ForbiddenError: as `save_mask`; or the task is an audit.
    """
    task = _drawing_task(session, holding)
    image = session.get_one(Image, task.image_id)
    before = task.counted_ms
    seconds = count_for(task, moments_ms, rules.idle_seconds, clock)
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
    task = _drawing_task(session, holding)
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

    Ending it again changes nothing. Some of the images that are labelled go on to a reviewer.

    Raises:
        MissingError: as `held_task`.
        ConflictError: as `held_task`; or a mask has no verdict in a review or an audit.
    """
    if not has_ended(session, holding, DONE):
        task = held_task(session, holding)
        if task.kind != ANNOTATE:
            require_all_judged(session, task)
        count_for(task, moments_ms, rules.idle_seconds, clock)
        finish(session, holding, clock)
        if task.kind == ANNOTATE:
            ask_for_review(session, task, rules.reviewed_share, clock)
    return session.get_one(Task, holding.task_id)


def _drawing_task(session: Session, holding: Holding) -> Task:
    task = held_task(session, holding)
    if task.kind == AUDIT:
        raise ForbiddenError(
            f"task {task.id} is an audit, which changes no mask; give verdicts, with what you "
            "would have drawn"
        )
    return task


def _author(task: Task) -> Author:
    return Author(task.stage, account_id=task.account_id, task=task)
