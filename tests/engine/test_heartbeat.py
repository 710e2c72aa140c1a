"""Claims about the heartbeat of a worker."""

import time

import pytest

from anymask.engine.database.tables import Job, Project
from anymask.engine.heartbeat import Heartbeat
from anymask.engine.jobs import TRAIN, Claim, StoppedError, ask, claim, claim_of, stop_job
from anymask.engine.project import Engine


@pytest.fixture
def held(engine: Engine, project: Project) -> Claim:
    """The claim of a job that runs."""

    def work(session):
        job = claim(session, ask(session, project, TRAIN).id)
        assert job is not None
        return claim_of(job)

    made: Claim = engine.database.write(work)
    return made


def wait_for(true, seconds: float = 10.0) -> None:
    """Wait until something becomes true."""
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    assert true()


def test_it_tells_the_database_how_far_the_job_is(engine: Engine, held: Claim) -> None:
    said: list[str] = []

    def row() -> Job:
        with engine.database.reading() as session:
            return session.get_one(Job, held.job_id)

    with Heartbeat(engine.database, held, said.append, every_seconds=0.02) as heart:
        heart.progress(3, 8)
        heart.say("going well")
        wait_for(lambda: (row().done, row().total, row().message) == (3, 8, "going well"))
    assert said == ["going well"]


def test_it_says_when_the_job_was_stopped(engine: Engine, project: Project, held: Claim) -> None:
    def is_stopped() -> bool:
        try:
            heart.progress(1, 2)
        except StoppedError:
            return True
        return False

    with Heartbeat(engine.database, held, str, every_seconds=0.02) as heart:
        heart.check()
        engine.database.write(lambda session: stop_job(session, project, held.job_id))
        wait_for(is_stopped)
