"""What a reviewer says about a mask: it is right, it is wrong, or this is how it should be.

In a review the mask becomes what the verdict says; in an audit it stays, as an audit measures what
is there. Reviewers may change their mind until they end the task: a verdict is always about the
version that they met, and saying accept brings that version back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import (
    ACCEPT,
    DELETED,
    FIX,
    KEPT,
    REJECT,
    REJECTED,
    VERDICTS,
    Mask,
    MaskChange,
    Verdict,
)
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Image, Task
from anymask.engine.database.work import ANNOTATE, REVIEW
from anymask.engine.masks import (
    Author,
    MaskInput,
    answered,
    delete_mask,
    lock_image,
    read_counts,
    require_seen,
    save_mask,
)
from anymask.engine.settings import WorkRules
from anymask.engine.tasks import Holding, held_task
from anymask.engine.work_time import count_for
from anymask.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    MissingError,
    did_you_mean,
)
from anymask.evaluation.overlap import paired_iou
from anymask.geometry import rle


@dataclass(frozen=True)
class VerdictInput:
    """A verdict as a reviewer sends it.

    Attributes:
        mask_id: of the mask.
        request_id: made by the client, once for each request.
        seen_version: the version of the mask that the reviewer sees.
        verdict: accept, reject or fix.
        counts: COCO string of the run lengths of how the mask should be; only with fix.
    """

    mask_id: UUID
    request_id: UUID
    seen_version: int
    verdict: str
    counts: str | None = None


@dataclass(frozen=True)
class Judged:
    """A verdict, and the mask after it."""

    verdict: Verdict
    mask: Mask


def judge(
    session: Session,
    holding: Holding,
    given: VerdictInput,
    moments_ms: Sequence[int],
    rules: WorkRules,
    clock: Clock = now,
) -> Judged:
    """Say what is to be said about a mask of the task's image; the same twice is once.

    Args:
        session: of a transaction that writes.
        holding: of a review or an audit.
        given: the verdict.
        moments_ms: since the task was opened, at which the reviewer did something.
        rules: what is a pause.
        clock: tells the time.

    Raises:
        MissingError: as `held_task`; or the image has no such mask.
        ConflictError: as `held_task`; or the mask is no longer there.
        StaleError: the mask has a newer version.
        ForbiddenError: the task is no review or audit.
        InputError: no such verdict, or a fix that is no mask of the image's size.
    """
    task = held_task(session, holding)
    if task.kind == ANNOTATE:
        raise ForbiddenError(f"task {task.id} is no review; ask for one of kind review or audit")
    image = session.get_one(Image, task.image_id)
    lock_image(session, image)
    row = session.scalar(select(Verdict).where(_of(task), Verdict.mask_id == given.mask_id))
    mask = _judgeable(session, image, given.mask_id, row)
    if row is not None and answered(session, mask.id, given.request_id) is not None:
        return Judged(row, mask)
    require_seen(session, mask, given.seen_version)
    drawn = _drawn(given, image)
    met = _version_met(session, mask, row, task)
    if row is None:
        row = Verdict(task_id=task.id, mask_id=mask.id, seconds=0.0)
        session.add(row)
    row.mask_version, row.account_id, row.created_ms = met.version, holding.account_id, clock()
    row.verdict, row.rle = given.verdict, drawn
    row.iou = None if drawn is None else _iou(drawn, str(met.content["rle"]), image)
    row.seconds += count_for(task, moments_ms, rules.idle_seconds, clock)
    if task.kind == REVIEW:
        author = Author(task.stage, account_id=holding.account_id)
        _put_right(session, image, mask, given, _wanted(met, mask, given, drawn), author, clock)
    session.flush()
    return Judged(row, mask)


def verdicts_of(session: Session, task: Task) -> list[Verdict]:
    """List the verdicts of a task, in the order in which they were given."""
    return list(session.scalars(select(Verdict).where(_of(task)).order_by(Verdict.id)))


def require_all_judged(session: Session, task: Task) -> None:
    """Make sure that every mask of a review or an audit has its verdict.

    What the reviewer added needs none.

    Raises:
        ConflictError: some have none.
    """
    judged = exists().where(_of(task), Verdict.mask_id == Mask.id)
    missing = session.scalar(
        select(func.count(Mask.id)).where(
            Mask.image_id == task.image_id,
            Mask.state == KEPT,
            or_(Mask.task_id.is_(None), Mask.task_id != task.id),
            ~judged,
        )
    )
    if missing:
        raise ConflictError(
            f"{missing} masks of task {task.id} have no verdict; judge them, or skip the task"
        )


def _of(task: Task) -> ColumnElement[bool]:
    return Verdict.task_id == task.id


def _judgeable(session: Session, image: Image, mask_id: UUID, row: Verdict | None) -> Mask:
    mask = session.get(Mask, mask_id)
    if mask is None or mask.image_id != image.id:
        raise MissingError(f"image '{image.name}' has no mask {mask_id}")
    if mask.state == DELETED or (mask.state != KEPT and row is None):
        raise ConflictError(f"mask {mask_id} is {mask.state}; judge those that are kept")
    return mask


def _drawn(given: VerdictInput, image: Image) -> str | None:
    """Read what the reviewer drew; None where nothing is to be drawn."""
    if given.verdict not in VERDICTS:
        raise InputError(
            f"there is no verdict '{given.verdict}'; {did_you_mean(given.verdict, VERDICTS)}"
        )
    if (given.counts is not None) != (given.verdict == FIX):
        raise InputError(f"a mask is drawn with fix and only then; the verdict is {given.verdict}")
    if given.counts is None:
        return None
    return str(rle.to_coco(read_counts(given.counts, image))["counts"])


def _version_met(session: Session, mask: Mask, row: Verdict | None, task: Task) -> MaskChange:
    """Return the version that a verdict is about: the newest but for what the verdict changed."""
    versions = select(MaskChange).where(MaskChange.mask_id == mask.id)
    newest = session.scalars(versions.where(MaskChange.version == mask.version)).one()
    if row is None:
        return newest
    since = session.scalars(versions.where(MaskChange.version > row.mask_version)).all()
    if {change.account_id for change in since} <= {row.account_id, task.account_id}:
        return session.scalars(versions.where(MaskChange.version == row.mask_version)).one()
    return newest


def _iou(drawn: str, met: str, image: Image) -> float:
    size = [image.height, image.width]
    a, b = (rle.from_coco({"size": size, "counts": counts}) for counts in (drawn, met))
    return float(paired_iou([a], [b])[0])


def _wanted(
    met: MaskChange, mask: Mask, given: VerdictInput, drawn: str | None
) -> MaskInput | None:
    """Return the mask as the verdict wants it; None: away.

    Of a mask that was fixed only the pixels are new; the model's own scores were those of others.
    """
    if given.verdict == REJECT:
        return None
    kept = given.verdict == ACCEPT
    content = met.content
    return MaskInput(
        id=mask.id,
        request_id=given.request_id,
        seen_version=given.seen_version,
        counts=drawn or str(content["rle"]),
        category=content["category"],
        prompts=content["prompts"],
        clicks=content["clicks"],
        prominence=content["prominence"],
        predicted_iou=content["predicted_iou"] if kept else None,
        stability_score=content["stability_score"] if kept else None,
        point_coords=mask.point_coords,
        crop_box_xywh=mask.crop_box_xywh,
        model_id=content["model_id"],
    )


def _put_right(
    session: Session,
    image: Image,
    mask: Mask,
    given: VerdictInput,
    wanted: MaskInput | None,
    author: Author,
    clock: Clock,
) -> None:
    """Make the mask what it should be, unless it is so already."""
    if wanted is None and mask.state != REJECTED:
        seen, request = given.seen_version, given.request_id
        delete_mask(session, image, mask.id, request, seen, author, clock, state=REJECTED)
    elif wanted is not None and (mask.state, mask.rle) != (KEPT, wanted.counts):
        save_mask(session, image, wanted, author, clock)
