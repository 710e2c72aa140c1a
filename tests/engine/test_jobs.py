"""Claims about jobs."""

import pytest
from sqlalchemy import select

from anymask.engine.database.tables import Event, Job, Project
from anymask.engine.jobs import (
    AUTOMATIC,
    SILENT_SECONDS,
    TRAIN,
    Claim,
    Stand,
    StoppedError,
    ask,
    beat,
    claim,
    claim_of,
    end,
    put_back,
    stop_job,
)
from anymask.engine.project import Engine
from anymask.errors import ConfigurationError, ConflictError, MissingError


@pytest.fixture
def job(engine: Engine, project: Project, clock) -> Job:
    """A job that waits."""
    asked: Job = engine.database.write(lambda session: ask(session, project, TRAIN, None, clock))
    return asked


def take(engine: Engine, clock) -> Job | None:
    """Claim the oldest job."""
    return engine.database.write(lambda session: claim(session, clock=clock))


def take_it(engine: Engine, clock) -> Claim:
    """Claim the oldest job, of which there is one."""
    job = take(engine, clock)
    assert job is not None
    return claim_of(job)


def test_asking_twice_is_asking_once(engine: Engine, project: Project, job: Job) -> None:
    again = engine.database.write(lambda session: ask(session, project, TRAIN))
    other = engine.database.write(lambda session: ask(session, project, AUTOMATIC))
    assert again.id == job.id != other.id


def test_a_job_goes_to_one_worker(engine: Engine, job: Job, clock) -> None:
    assert take_it(engine, clock).job_id == job.id
    assert take(engine, clock) is None


def test_jobs_are_done_in_the_order_of_asking(
    engine: Engine, project: Project, job: Job, clock
) -> None:
    second = engine.database.write(lambda session: ask(session, project, AUTOMATIC))
    assert take_it(engine, clock).job_id == job.id
    chosen = engine.database.write(lambda session: claim(session, second.id, clock))
    assert chosen is not None
    assert chosen.id == second.id


def test_a_worker_that_falls_silent_loses_its_job(engine: Engine, job: Job, clock) -> None:
    dead = take_it(engine, clock)
    clock.turn(SILENT_SECONDS)
    taken_over = take_it(engine, clock)
    assert taken_over.job_id == dead.job_id
    for late in (
        lambda session: beat(session, dead, Stand(1, 2, "late"), clock),
        lambda session: end(session, dead, "done", "", {"late": True}, clock),
        lambda session: put_back(session, dead),
    ):
        with pytest.raises(StoppedError, match="another worker has it now"):
            engine.database.write(late)


def test_a_worker_that_beats_keeps_its_job(engine: Engine, job: Job, clock) -> None:
    held = take_it(engine, clock)
    for number in range(3):
        clock.turn(SILENT_SECONDS - 1)
        engine.database.write(
            lambda session, n=number: beat(session, held, Stand(n, 3, "going"), clock)
        )
    assert take(engine, clock) is None
    with engine.database.reading() as session:
        row = session.get_one(Job, job.id)
    assert (row.done, row.total, row.message) == (2, 3, "going")


def test_a_job_that_ends_is_complete(engine: Engine, job: Job, clock) -> None:
    held = take_it(engine, clock)
    engine.database.write(lambda session: beat(session, held, Stand(1, 3, "going"), clock))
    done = engine.database.write(
        lambda session: end(session, held, "done", "", {"model": 7}, clock)
    )
    assert (done.state, done.done, done.result, done.ended_ms) == ("done", 3, {"model": 7}, clock())
    assert take(engine, clock) is None


def test_a_job_that_is_put_back_waits_for_the_next(engine: Engine, job: Job, clock) -> None:
    held = take_it(engine, clock)
    engine.database.write(lambda session: put_back(session, held))
    assert take_it(engine, clock).job_id == job.id


def test_who_works_on_a_stopped_job_hears_of_it(
    engine: Engine, project: Project, job: Job, clock
) -> None:
    held = take_it(engine, clock)
    engine.database.write(lambda session: stop_job(session, project, job.id, None, clock))
    with pytest.raises(StoppedError):
        engine.database.write(lambda session: beat(session, held, Stand(), clock))
    with pytest.raises(ConflictError, match="is stopped already"):
        engine.database.write(lambda session: stop_job(session, project, job.id))


def test_jobs_that_do_not_exist_are_named(engine: Engine, project: Project) -> None:
    with pytest.raises(MissingError, match="project 'zoo' has no job 99"):
        engine.database.write(lambda session: stop_job(session, project, 99))
    with pytest.raises(ConfigurationError, match="no job 'trian'; did you mean 'train'"):
        engine.database.write(lambda session: ask(session, project, "trian"))


def test_the_log_tells_who_asked(engine: Engine, job: Job) -> None:
    with engine.database.reading() as session:
        kinds = session.scalars(select(Event.kind).where(Event.subject == f"job {job.id}")).all()
    assert kinds == ["job asked for"]
