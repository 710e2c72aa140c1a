"""Audits: how good the masks of a project are, judged by people on a sample of its images.

An auditor accepts each mask, draws it as it should be, or rejects it; the masks stay as they are.
The audit counts the share of masks that overlap with what the auditor wants by at least .90 and
.75. Source: "Segment Anything", section 5: 500 images, 94 % and 97 %.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.masks import KEPT, REJECT
from anymask.engine.database.pictures import READY
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Image, Mask, Project, Task, Verdict
from anymask.engine.database.work import ANNOTATE, AUDIT, DONE, LEASED, OPEN
from anymask.engine.reviews import agreed_iou
from anymask.engine.shares import Share, shares_of
from anymask.engine.tasks import open_task
from anymask.errors import InputError

ALL = "all"


@dataclass(frozen=True)
class AuditGroup:
    """The masks of one stage, or all of them.

    Attributes:
        name: of the stage in which the masks were made, or "all".
        masks: that were judged.
        rejected: how many of them have no object; they count with IoU 0.
        mean_iou: with what the auditors want.
        shares: at the published bounds.
    """

    name: str
    masks: int
    rejected: int
    mean_iou: float
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Audit:
    """An audit, as far as it has come.

    Attributes:
        number: of the audit, from 1.
        images: of the sample.
        done: images whose masks are all judged; only these count.
        groups: all masks first, then stage by stage; none before an image is done.
    """

    number: int
    images: int
    done: int
    groups: tuple[AuditGroup, ...]


def open_audit(
    session: Session, project: Project, images: int, by: int | None = None, clock: Clock = now
) -> Audit:
    """Draw a sample of images that are finished and open a task for each.

    The sample follows from the number of the audit and the bytes of the images: every audit draws
    another one, and whoever repeats it draws the same.

    Args:
        session: of a transaction that writes.
        project: read in it.
        images: to draw; where there are fewer, all of them.
        by: who asks for it.
        clock: tells the time.

    Raises:
        InputError: no image is wanted, or none is finished.
    """
    if images < 1:
        raise InputError(f"an audit has {images} images; draw 1 or more")
    session.scalar(select(Project.id).where(Project.id == project.id).with_for_update())
    number = 1 + max(_numbers(session, project.id), default=0)
    finished = list(session.scalars(_finished(project.id)))
    if not finished:
        raise InputError(
            f"project '{project.name}' has no image with masks that nobody has still to label; "
            "finish some first"
        )
    drawn = sorted(finished, key=lambda image: _lot(number, image))[:images]
    for image in drawn:
        open_task(session, project, image, kind=AUDIT, number=number, clock=clock)
    note(session, project.id, by, "audit opened", f"audit {number}", clock=clock, images=len(drawn))
    return Audit(number, len(drawn), 0, ())


def audits_of(session: Session, project_id: int) -> list[Audit]:
    """Tell how the audits of a project turned out, the first one first."""
    return [_audit(session, project_id, number) for number in _numbers(session, project_id)]


def _numbers(session: Session, project_id: int) -> list[int]:
    own = select(Task.number).where(Task.project_id == project_id, Task.kind == AUDIT)
    return sorted(session.scalars(own.distinct()))


def _finished(project_id: int) -> Select[Image]:
    """Images with masks that no first annotator has still to label."""
    masks = exists().where(Mask.image_id == Image.id, Mask.state == KEPT)
    work = exists().where(
        Task.image_id == Image.id,
        Task.kind == ANNOTATE,
        Task.number == 0,
        Task.state.in_((OPEN, LEASED)),
    )
    ready = (Image.project_id == project_id, Image.state == READY)
    return select(Image).where(*ready, masks, ~work)


def _lot(number: int, image: Image) -> str:
    return hashlib.sha256(f"audit {number} {image.sha256}".encode()).hexdigest()


def _audit(session: Session, project_id: int, number: int) -> Audit:
    own = (Task.project_id == project_id, Task.kind == AUDIT, Task.number == number)
    states = session.execute(
        select(Task.state, func.count(Task.id)).where(*own).group_by(Task.state)
    )
    counts = dict(states.all())
    rows = session.execute(
        select(Task.image_id, Mask.stage, Verdict.verdict, agreed_iou())
        .select_from(Verdict)
        .join(Task, Verdict.task_id == Task.id)
        .join(Mask, Verdict.mask_id == Mask.id)
        .where(*own, Task.state == DONE)
        .order_by(Verdict.id)
    )
    judged = [_Row(*row) for row in rows]
    groups = []
    if judged:
        stages = sorted({row.stage for row in judged})
        groups = [_group(ALL, judged)]
        groups += [_group(each, [row for row in judged if row.stage == each]) for each in stages]
    return Audit(number, sum(counts.values()), counts.get(DONE, 0), tuple(groups))


@dataclass(frozen=True)
class _Row:
    image_id: int
    stage: str
    verdict: str
    iou: float


def _group(name: str, rows: Sequence[_Row]) -> AuditGroup:
    return AuditGroup(
        name=name,
        masks=len(rows),
        rejected=sum(row.verdict == REJECT for row in rows),
        mean_iou=sum(row.iou for row in rows) / len(rows),
        shares=shares_of([row.iou for row in rows], [row.image_id for row in rows]),
    )
