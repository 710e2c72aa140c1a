"""Claims about going from stage to stage."""

import pytest
from sqlalchemy import select

from anymask.engine.advance import advance
from anymask.engine.database.schema import now
from anymask.engine.database.tables import Job, Model, Project, Round, Task
from anymask.engine.images import Arrived, add_images
from anymask.engine.models import DETECTOR, add_model, promote
from anymask.engine.project import Engine
from anymask.errors import ConfigurationError, InputError

ASSISTED, SEMI, ALONE = "assisted-manual", "semi-automatic", "fully-automatic"


def go(engine: Engine, project: Project, stage: str) -> Job | None:
    """Put the project into a stage."""
    return engine.database.write(
        lambda session: advance(session, session.get_one(Project, project.id), stage)
    )


@pytest.fixture
def detector(engine: Engine, project: Project) -> Model:
    """A detector in use."""

    def work(session) -> Model:
        row = session.get_one(Project, project.id)
        model = add_model(session, row, DETECTOR, "boxes", "models/none", None, {})
        promote(session, row, model, by=None)
        return model

    made: Model = engine.database.write(work)
    return made


def tasks(engine: Engine) -> list[tuple[str, str]]:
    """Stage and state of the tasks."""
    with engine.database.reading() as session:
        rows = session.scalars(select(Task).order_by(Task.image_id, Task.id)).all()
    return [(row.stage, row.state) for row in rows]


def test_what_waits_goes_on_and_what_is_done_stays(engine, project, detector) -> None:
    def work(session) -> None:
        first, second, _ = session.scalars(select(Task).order_by(Task.id))
        first.state, second.state = "done", "leased"

    engine.database.write(work)
    job = go(engine, project, SEMI)
    assert tasks(engine) == [(ASSISTED, "done"), (ASSISTED, "leased"), (SEMI, "open")]
    assert job.kind == "propose"


def test_images_wait_aside_while_the_model_works_alone(engine, project) -> None:
    assert go(engine, project, ALONE).kind == "automatic"
    assert tasks(engine) == [(ALONE, "skipped")] * 3
    assert go(engine, project, ASSISTED) is None
    assert tasks(engine) == [(ASSISTED, "open")] * 3


def test_images_that_came_meanwhile_get_their_task(engine, project, arrivals) -> None:
    go(engine, project, ALONE)
    with engine.database.reading() as session:
        row = session.get_one(Project, project.id)
    late = [Arrived("late.png", _other_picture(arrivals))]
    assert add_images(engine.database, engine.store, row, late, held_out_share=0.0)[0] == 1
    go(engine, project, ASSISTED)
    assert tasks(engine) == [(ASSISTED, "open")] * 4


def _other_picture(arrivals: list[Arrived]) -> bytes:
    from io import BytesIO

    from PIL import Image as Picture

    stream = BytesIO()
    with Picture.open(BytesIO(arrivals[0].content)) as picture:
        picture.point(lambda value: value + 5).save(stream, "PNG")
    return stream.getvalue()


def finish_one(engine: Engine) -> None:
    """Finish the first task now."""

    def work(session) -> None:
        task = session.scalars(select(Task).order_by(Task.id)).first()
        task.state, task.ended_ms = "done", now()

    engine.database.write(work)


def test_a_stage_is_a_round_of_its_own(engine, project) -> None:
    finish_one(engine)
    go(engine, project, ALONE)
    with engine.database.reading() as session:
        first, second = session.scalars(select(Round).order_by(Round.number)).all()
    assert (first.stage, second.stage) == (ASSISTED, ALONE)
    assert first.outcome == {"advanced_to": ALONE}


def test_a_round_in_which_nothing_was_made_becomes_that_of_the_stage(engine, project) -> None:
    go(engine, project, ALONE)
    with engine.database.reading() as session:
        (only,) = session.scalars(select(Round)).all()
    assert (only.number, only.stage, only.ended_ms) == (1, ALONE, None)


def test_the_job_of_a_stage_ends_with_it(engine, project, detector) -> None:
    left, kept = go(engine, project, SEMI), go(engine, project, ALONE)
    with engine.database.reading() as session:
        states = {row.id: row.state for row in session.scalars(select(Job))}
    assert states == {left.id: "stopped", kept.id: "waiting"}


@pytest.mark.parametrize(
    ("stage", "error", "message"),
    [
        (ASSISTED, InputError, "is in stage 'assisted-manual' already"),
        (SEMI, InputError, "needs a detector and project 'zoo' has none"),
        ("manual", ConfigurationError, "there is no stage 'manual'"),
    ],
)
def test_a_way_that_is_closed_is_named(engine, project, stage, error, message) -> None:
    with pytest.raises(error, match=message):
        go(engine, project, stage)
    assert tasks(engine) == [(ASSISTED, "open")] * 3
