"""Tasks: one person's work on one image, handed out under a lease that has to be kept alive.

A lease is a secret of its holder. When it runs out the next person gets the task under a lease of
their own, and the old one is told so at the next save; what was saved before stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from anymask.engine.accounts import Person
from anymask.engine.audit import note
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Account, Mask, Project, Task
from anymask.engine.database.work import ANNOTATE, DONE, LEASED, OPEN, SKIPPED
from anymask.engine.stages import find_stage
from anymask.errors import ConflictError, MissingError


@dataclass(frozen=True)
class Holding:
    """What the holder of a lease shows with every request.

    Attributes:
        task_id: of the task.
        account_id: of the holder.
        lease: the secret.
        project_id: of the task, where somebody has named it; None: whichever it is.
    """

    task_id: int
    account_id: int
    lease: UUID
    project_id: int | None = None


def open_task(
    session: Session,
    project: Project,
    image: Image,
    *,
    kind: str = ANNOTATE,
    number: int = 0,
    priority: int = 0,
    clock: Clock = now,
) -> Task | None:
    """Make the task of an image in the present stage of its project; None: it needs no people.

    Args:
        session: of a transaction that writes.
        project: of the image.
        image: to work on.
        kind: of work.
        number: of the second annotators of an image, or of the audit; 0 is the first annotator.
        priority: lower ones are handed out first.
        clock: tells the time.
    """
    stage = find_stage(project.stage)
    if not stage.people and kind == ANNOTATE:
        return None
    task = Task(
        project_id=project.id,
        image_id=image.id,
        stage=stage.name,
        kind=kind,
        number=number,
        priority=priority,
        state=OPEN,
        counted_ms=0,
        seconds=0.0,
        created_ms=clock(),
    )
    session.add(task)
    return task


def next_task(
    session: Session,
    project_id: int,
    person: Person,
    kinds: Sequence[str],
    lease_seconds: float,
    clock: Clock = now,
) -> Task | None:
    """Lease a task to a person: the one they hold, or else the first that waits for somebody.

    Args:
        session: of a transaction that writes.
        project_id: of the project.
        person: who asks.
        kinds: of work that this person may do.
        lease_seconds: until when they have to be heard of again.
        clock: tells the time.

    Returns:
        The task, with a lease; None: there is nothing to do now.
    """
    # One request of a person after the other, so that two at once do not lease two tasks.
    asking = select(Account.id).where(Account.id == person.account_id)
    session.scalar(asking.with_for_update(key_share=True))
    time = clock()
    mine = and_(Task.state == LEASED, Task.account_id == person.account_id)
    task = _first(session, project_id, kinds, mine)
    if task is None or task.lease_until_ms is None or task.lease_until_ms <= time:
        task = task or _first(session, project_id, kinds, waiting_for(person, kinds, time))
        if task is None:
            return None
        task.lease, task.leased_ms, task.counted_ms = uuid4(), time, 0
    task.state = LEASED
    task.account_id = person.account_id
    task.lease_until_ms = time + round(1000 * lease_seconds)
    return task


def held_task(session: Session, holding: Holding) -> Task:
    """Return the task of a lease, locked until the transaction ends.

    A lease that ran out holds as long as nobody else has taken the task.

    Raises:
        MissingError: there is no such task, or not in the project that was named.
        ConflictError: somebody else has the task now, or it is finished.
    """
    task = _locked(session, holding)
    if task is None:
        raise MissingError(f"there is no task {holding.task_id} in this project")
    if task.state != LEASED:
        raise ConflictError(f"task {task.id} is {task.state}; ask for the next one")
    if task.lease != holding.lease or task.account_id != holding.account_id:
        raise ConflictError(
            f"task {task.id} was handed to somebody else, because its lease ran out; what was "
            "saved before is kept: ask for the next one"
        )
    return task


def keep_alive(
    session: Session, holding: Holding, lease_seconds: float, clock: Clock = now
) -> Task:
    """Extend a lease.

    Raises:
        MissingError, ConflictError: as `held_task`.
    """
    task = held_task(session, holding)
    task.lease_until_ms = clock() + round(1000 * lease_seconds)
    return task


def give_back(session: Session, holding: Holding) -> None:
    """Return a task unfinished, for somebody else to take.

    Raises:
        MissingError, ConflictError: as `held_task`.
    """
    task = held_task(session, holding)
    task.state, task.lease, task.lease_until_ms, task.account_id = OPEN, None, None, None


def skip(session: Session, holding: Holding, reason: str, clock: Clock = now) -> None:
    """End a task without a result; ending it again changes nothing.

    Raises:
        MissingError, ConflictError: as `held_task`.
    """
    if not has_ended(session, holding, SKIPPED):
        task = _end(session, holding, SKIPPED, clock)
        _note(session, task, holding, "task skipped", clock, reason=reason)


def finish(session: Session, holding: Holding, clock: Clock = now) -> None:
    """End a task: the image is labelled as far as this person is concerned.

    Ending it again changes nothing.

    Raises:
        MissingError, ConflictError: as `held_task`.
    """
    if not has_ended(session, holding, DONE):
        task = _end(session, holding, DONE, clock)
        _note(session, task, holding, "task done", clock)


def has_ended(session: Session, holding: Holding, state: str) -> bool:
    """Say whether the holder has ended the task so before: then it is a repeat and no error.

    The task is locked until the transaction ends, so that two repeats at once end it once.
    """
    task = _locked(session, holding)
    return task is not None and (task.state, task.lease) == (state, holding.lease)


def _end(session: Session, holding: Holding, state: str, clock: Clock) -> Task:
    """End a task; its lease stays, to know a repeat by."""
    task = held_task(session, holding)
    task.state, task.lease_until_ms, task.ended_ms = state, None, clock()
    return task


def _locked(session: Session, holding: Holding) -> Task | None:
    """Lock a task and read it as it is then, whatever was read before."""
    chosen = select(Task).where(Task.id == holding.task_id)
    if holding.project_id is not None:
        chosen = chosen.where(Task.project_id == holding.project_id)
    locked = chosen.with_for_update(of=Task)
    return session.scalar(locked.execution_options(populate_existing=True))


def waiting_for(person: Person, kinds: Sequence[str], time: int) -> ColumnElement[bool]:
    """Tasks that nobody holds, but none of an image that this person has worked on in the stage.

    So several people on one image are several people. Reviews and audits are for those who drew
    none of the masks, in whatever stage.
    """
    other = aliased(Task)
    worked_on = exists().where(
        other.image_id == Task.image_id,
        other.stage == Task.stage,
        other.id != Task.id,
        other.account_id == person.account_id,
        other.state.in_((DONE, LEASED)),
    )
    drew = exists().where(
        Mask.image_id == Task.image_id,
        Mask.account_id == person.account_id,
        or_(Mask.task_id.is_(None), Mask.task_id != Task.id),
    )
    free = or_(Task.state == OPEN, and_(Task.state == LEASED, Task.lease_until_ms <= time))
    if set(kinds) <= {ANNOTATE}:  # spares the database a look at all masks of the person
        return and_(free, ~worked_on)
    return and_(free, ~worked_on, or_(Task.kind == ANNOTATE, ~drew))


def _first(
    session: Session, project_id: int, kinds: Sequence[str], which: ColumnElement[bool]
) -> Task | None:
    """Lock and return the first of some tasks; those that others are taking now are passed over."""
    return session.scalar(
        select(Task)
        .join(Image)
        .where(
            Task.project_id == project_id,
            Task.kind.in_(kinds),
            Image.state == READY,
            which,
        )
        .order_by(Task.priority, Task.id)
        .limit(1)
        .with_for_update(of=Task, skip_locked=True)
    )


def _note(
    session: Session, task: Task, holding: Holding, kind: str, clock: Clock, **detail: object
) -> None:
    who, subject = holding.account_id, f"task {task.id}"
    note(session, task.project_id, who, kind, subject, clock=clock, image=task.image_id, **detail)
