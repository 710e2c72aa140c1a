"""Claims about workers."""

from uuid import uuid4

import pytest
import torch
from sqlalchemy import select

from anymask.engine.database.tables import Image, Job, Project
from anymask.engine.jobs import AUTOMATIC, KINDS, TRAIN, ask, stop_job
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.engine.settings import EngineSettings, TrainRules
from anymask.engine.worker import WORK, ask_for_due, run_next
from anymask.errors import InputError
from anymask.geometry import rle


@pytest.fixture
def job(engine: Engine, project: Project) -> Job:
    """A job that waits."""
    asked: Job = engine.database.write(lambda session: ask(session, project, TRAIN))
    return asked


def run(engine: Engine, work) -> Job:
    """Do the next job with some work."""
    job = run_next(engine, str, work={TRAIN: work})
    assert job is not None
    return job


def rename(session, project: Project) -> dict[str, int]:
    """Enter something that can be seen."""
    project.options = {"entered": True}
    return {"pieces": 3}


def test_every_kind_of_job_has_somebody_to_do_it() -> None:
    assert set(WORK) == set(KINDS)


def test_what_a_job_leads_to_is_entered_as_it_ends(engine: Engine, job: Job) -> None:
    done = run(engine, lambda context: rename)
    assert (done.id, done.state, done.result) == (job.id, "done", {"pieces": 3})
    with engine.database.reading() as session:
        assert session.scalars(select(Project.options)).all() == [{"entered": True}]
    assert run_next(engine, str) is None


def test_a_job_that_fails_says_why(engine: Engine, job: Job) -> None:
    def fail(context):
        raise InputError("there is nothing to learn from")

    failed = run(engine, fail)
    assert (failed.state, failed.message) == ("failed", "there is nothing to learn from")


def test_a_fault_of_ours_is_shown_and_noted(engine: Engine, job: Job) -> None:
    def break_down(context):
        raise ZeroDivisionError("oh")

    with pytest.raises(ZeroDivisionError):
        run(engine, break_down)
    with engine.database.reading() as session:
        row = session.get_one(Job, job.id)
    assert (row.state, row.message) == ("failed", "a fault of anymask: ZeroDivisionError('oh')")


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, BrokenPipeError])
def test_the_next_worker_goes_on_after_an_interruption(
    engine: Engine, job: Job, interruption: type[BaseException]
) -> None:
    def interrupt(context):
        raise interruption

    with pytest.raises(interruption):
        run(engine, interrupt)
    assert run(engine, lambda context: rename).state == "done"


def test_nothing_of_a_stopped_job_is_entered(engine: Engine, project: Project, job: Job) -> None:
    def stop(context):
        engine.database.write(lambda session: stop_job(session, project, job.id))
        return rename

    assert run(engine, stop).state == "stopped"
    with engine.database.reading() as session:
        assert session.scalars(select(Project.options)).all() == [{}]


def test_training_is_asked_for_once_it_is_due(engine: Engine, project: Project) -> None:
    rules = TrainRules(new_masks=1)
    due = Engine(engine.folder, EngineSettings(train=rules), engine.database, engine.store)
    assert ask_for_due(due) == []

    def draw(session):
        mask = torch.zeros(1, 30, 40, dtype=torch.bool)
        mask[:, :5, :5] = True
        counts = str(rle.to_coco(rle.encode(mask)[0])["counts"])
        image = session.scalars(select(Image)).first()
        save_mask(session, image, MaskInput(uuid4(), uuid4(), 0, counts), Author("assisted-manual"))

    engine.database.write(draw)
    (job,) = ask_for_due(due)
    assert job.kind == TRAIN != AUTOMATIC
    assert ask_for_due(due)[0].id == job.id
