"""Jobs: long work of the engine, asked for by anybody and done by one worker at a time.

A worker that has a job says now and then that it is alive; when it falls silent, another one takes
the job over, and what the old one does to it later is refused. Workers may run anywhere that
reaches the database and the object store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Job, Project
from anymask.engine.database.work import DONE, RUNNING, STOPPED, WAITING
from anymask.errors import ConfigurationError, ConflictError, MissingError, did_you_mean

TRAIN, TRAIN_DETECTOR, PROPOSE, AUTOMATIC = "train", "train-detector", "propose", "automatic"
RELEASE = "release"
KINDS = (TRAIN, TRAIN_DETECTOR, PROPOSE, AUTOMATIC, RELEASE)

SILENT_SECONDS = 30.0
"""A worker that was not heard of for so long is held for dead."""


@dataclass(frozen=True)
class Claim:
    """What the worker of a job shows with everything it says about it.

    Attributes:
        job_id: of the job.
        started_ms: when the worker got it, which no other worker can say.
    """

    job_id: int
    started_ms: int


@dataclass(frozen=True)
class Stand:
    """How far a job has come.

    Attributes:
        done, total: of its pieces; a total of 0: not known.
        message: a line for people.
    """

    done: int = 0
    total: int = 0
    message: str = ""


class StoppedError(ConflictError):
    """The job was stopped, or another worker has it now."""


def ask(
    session: Session,
    project: Project,
    kind: str,
    by: int | None = None,
    clock: Clock = now,
    request: Mapping[str, Any] | None = None,
) -> Job:
    """Ask for a job; one of the kind that waits or runs already is returned instead.

    Args:
        session: of a transaction that writes.
        project: what it is about.
        kind: one of `KINDS`.
        by: account of who asks; None: the engine itself.
        clock: tells the time.
        request: how it is wanted, in JSON values; for kinds that leave a choice.

    Raises:
        ConfigurationError: there is no such kind.
    """
    if kind not in KINDS:
        raise ConfigurationError(f"there is no job '{kind}'; {did_you_mean(kind, KINDS)}")
    active = session.scalar(
        select(Job).where(
            Job.project_id == project.id, Job.kind == kind, Job.state.in_((WAITING, RUNNING))
        )
    )
    if active is not None:
        return active
    job = Job(
        project_id=project.id,
        kind=kind,
        state=WAITING,
        request=dict(request or {}),
        done=0,
        total=0,
        message="",
        result={},
        created_ms=clock(),
    )
    session.add(job)
    session.flush()
    note(session, project.id, by, "job asked for", f"job {job.id}", clock=clock, job=kind)
    return job


def claim(session: Session, job_id: int | None = None, clock: Clock = now) -> Job | None:
    """Take a job that waits, or whose worker has fallen silent.

    Args:
        session: of a transaction that writes.
        job_id: which one; None: the oldest.
        clock: tells the time.

    Returns:
        The job, running; None: there is none to be had.
    """
    time = clock()
    silent = time - round(1000 * SILENT_SECONDS)
    free = or_(Job.state == WAITING, and_(Job.state == RUNNING, Job.heartbeat_ms <= silent))
    chosen = select(Job).where(free, *([] if job_id is None else [Job.id == job_id]))
    job = session.scalar(chosen.order_by(Job.id).limit(1).with_for_update(of=Job, skip_locked=True))
    if job is not None:
        job.state, job.started_ms, job.heartbeat_ms = RUNNING, time, time
    return job


def claim_of(job: Job) -> Claim:
    """Return what the worker has to show who has just taken a job."""
    assert job.started_ms is not None, "it runs"
    return Claim(job.id, job.started_ms)


def beat(session: Session, held: Claim, stand: Stand, clock: Clock = now) -> None:
    """Say that the worker is alive, and how far the job has come.

    Raises:
        StoppedError: it was stopped, or another worker has it now.
    """
    job = held_job(session, held)
    job.heartbeat_ms = clock()
    job.done, job.total, job.message = stand.done, stand.total, stand.message


def end(
    session: Session,
    held: Claim,
    state: str,
    message: str,
    result: dict[str, Any],
    clock: Clock = now,
) -> Job:
    """End a job as done or failed, in the transaction of what it leads to.

    Raises:
        StoppedError: it was stopped, or another worker has it now.
    """
    job = held_job(session, held)
    job.state, job.message, job.ended_ms = state, message, clock()
    job.result = {**job.result, **result}
    if state == DONE and job.total:
        job.done = job.total
    subject = f"job {job.id}"
    note(session, job.project_id, None, f"job {state}", subject, clock=clock, job=job.kind)
    return job


def put_back(session: Session, held: Claim) -> None:
    """Give a job up for another worker, or for later.

    Raises:
        StoppedError: it was stopped, or another worker has it now.
    """
    held_job(session, held).state = WAITING


def stop_job(
    session: Session, project: Project, job_id: int, by: int | None = None, clock: Clock = now
) -> Job:
    """Stop a job; its worker learns of it at its next step. What it has done so far stays.

    Raises:
        MissingError: the project has no such job.
        ConflictError: it has ended already.
    """
    job = session.scalar(select(Job).where(Job.id == job_id).with_for_update(of=Job))
    if job is None or job.project_id != project.id:
        raise MissingError(f"project '{project.name}' has no job {job_id}")
    if job.state not in (WAITING, RUNNING):
        raise ConflictError(f"job {job_id} is {job.state} already")
    job.state, job.ended_ms = STOPPED, clock()
    note(session, project.id, by, "job stopped", f"job {job.id}", clock=clock, job=job.kind)
    return job


def held_job(session: Session, held: Claim) -> Job:
    """Return the job of a claim, locked until the transaction ends.

    Raises:
        StoppedError: it was stopped, or another worker has it now.
    """
    job = session.scalar(select(Job).where(Job.id == held.job_id).with_for_update(of=Job))
    if job is None or job.state != RUNNING or job.started_ms != held.started_ms:
        raise StoppedError(f"job {held.job_id} was stopped, or another worker has it now")
    return job
