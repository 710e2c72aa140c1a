"""What surrounds the task that somebody holds: those before it, which can be taken up again, and
the images that probably come next, which a browser fetches ahead.
"""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.accounts import Person
from anymask.engine.audit import note
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Project, Task
from anymask.engine.database.work import ANNOTATE, AUDIT, DONE, LEASED, OPEN, REVIEW, SKIPPED
from anymask.engine.tasks import waiting_for
from anymask.errors import ConflictError, ForbiddenError, MissingError


def own_tasks(session: Session, project: Project, person: Person, limit: int) -> list[Task]:
    """List the tasks that somebody has ended, the last one first."""
    chosen = select(Task).where(
        Task.account_id == person.account_id,
        Task.ended_ms.is_not(None),
        Task.project_id == project.id,
        Task.state.in_((DONE, SKIPPED)),
    )
    return list(session.scalars(chosen.order_by(Task.ended_ms.desc(), Task.id.desc()).limit(limit)))


def upcoming(
    session: Session,
    project: Project,
    person: Person,
    kinds: Sequence[str],
    limit: int,
    clock: Clock = now,
) -> list[int]:
    """Return the images of the tasks that somebody would get next, if nobody else took them."""
    chosen = (
        select(Task.image_id)
        .join(Image)
        .where(
            Task.project_id == project.id,
            Task.state
            == OPEN,  # leases that ran out come first, but an index has only these in order
            Task.kind.in_(kinds),
            Image.state == READY,
            waiting_for(person, kinds, clock()),
        )
        .order_by(Task.priority, Task.id)
    )
    return list(session.scalars(chosen.limit(limit)))


def reopen(
    session: Session,
    project: Project,
    person: Person,
    task_id: int,
    lease_seconds: float,
    clock: Clock = now,
) -> Task:
    """Lease a task again that the same person has ended; reopening it twice changes nothing.

    Args:
        session: of a transaction that writes.
        project: of the task.
        person: who has ended it.
        task_id: of the task.
        lease_seconds: until when they have to be heard of again.
        clock: tells the time.

    Raises:
        MissingError: the project has no such task.
        ForbiddenError: it is an audit, which is not judged again.
        ConflictError: it is not theirs or not ended, its stage is over, its image is faulty, or a
            reviewer has begun to look at it.
    """
    task = session.scalar(select(Task).where(Task.id == task_id).with_for_update(of=Task))
    if task is None or task.project_id != project.id:
        raise MissingError(f"project '{project.name}' has no task {task_id}")
    if task.account_id != person.account_id:
        raise ConflictError(f"task {task_id} is not yours; only who has ended a task reopens it")
    if task.kind == AUDIT:
        raise ForbiddenError(f"task {task_id} is an audit; its verdicts stay as they are")
    time = clock()
    if task.state != LEASED or (task.lease_until_ms or 0) <= time:
        _require_reopenable(session, project, task)
        task.lease, task.leased_ms, task.counted_ms = uuid4(), time, 0
        who, subject = person.account_id, f"task {task.id}"
        note(session, project.id, who, "task reopened", subject, clock=clock, image=task.image_id)
    task.state, task.ended_ms = LEASED, None
    task.lease_until_ms = time + round(1000 * lease_seconds)
    return task


def _require_reopenable(session: Session, project: Project, task: Task) -> None:
    if task.state not in (DONE, SKIPPED, LEASED):
        raise ConflictError(f"task {task.id} is {task.state}; ask for the next one")
    if task.stage != project.stage:
        raise ConflictError(
            f"task {task.id} belongs to stage '{task.stage}', the project is in '{project.stage}'"
        )
    if session.get_one(Image, task.image_id).state != READY:
        raise ConflictError(f"the image of task {task.id} is faulty; nobody labels it")
    looked_at = select(Task.id).where(
        Task.image_id == task.image_id,
        Task.stage == task.stage,
        Task.kind == REVIEW,
        Task.state != OPEN,
    )
    if task.kind == ANNOTATE and session.scalars(looked_at).first() is not None:
        raise ConflictError(f"a reviewer has begun to look at the image of task {task.id}")
