"""Take a project from one stage to another: new images are labelled in the new way.

What is finished stays as it is, who is at work on an image finishes it, and images that wait go on
to the new stage. Where the model works alone they wait aside, in case somebody turns back.
"""

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from anymask.engine.audit import note
from anymask.engine.database.pictures import READY
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Image, Job, Project, Task
from anymask.engine.database.work import ANNOTATE, FIRST, OPEN, RUNNING, SKIPPED, WAITING
from anymask.engine.jobs import AUTOMATIC, PROPOSE, ask, stop_job
from anymask.engine.models import DETECTOR, current_model
from anymask.engine.propose import FILLED_IN, NOT_YET
from anymask.engine.rounds import begin_stage
from anymask.engine.stages import STAGES, Stage, find_stage
from anymask.engine.tasks import open_task
from anymask.errors import InputError


def advance(
    session: Session, project: Project, name: str, by: int | None = None, clock: Clock = now
) -> Job | None:
    """Put a project into a stage.

    Args:
        session: of a transaction that writes.
        project: changed in place.
        name: of the stage.
        by: account of who does it; None: the engine's owner.
        clock: tells the time.

    Returns:
        The job that the stage begins with; None: it begins with people.

    Raises:
        ConfigurationError: there is no such stage.
        InputError: the project is in it, or it needs a detector and there is none.
    """
    stage = find_stage(name)
    if stage.name == project.stage:
        raise InputError(f"project '{project.name}' is in stage '{name}' already")
    if stage.proposals and current_model(session, project, DETECTOR) is None:
        raise InputError(
            f"stage '{name}' needs a detector and project '{project.name}' has none; first run: "
            "anymask engine train-detector"
        )
    before = project.stage
    project.stage = stage.name
    begin_stage(session, project, clock)
    _move_tasks(session, project, stage)
    _stop_jobs(session, project, by, clock)
    if stage.people:
        _open_missing_tasks(session, project, clock)
    note(session, project.id, by, "stage changed", stage.name, clock=clock, before=before)
    if not stage.people:
        return ask(session, project, AUTOMATIC, by, clock)
    return ask(session, project, PROPOSE, by, clock) if stage.proposals else None


def _move_tasks(session: Session, project: Project, stage: Stage) -> None:
    """Move the tasks that nobody has, and those that were put aside, to a stage."""
    twin = aliased(Task)
    taken = exists().where(
        twin.image_id == Task.image_id,
        twin.stage == stage.name,
        twin.kind == ANNOTATE,
        twin.number == FIRST,
    )
    aside = [each.name for each in STAGES.values() if not each.people]
    session.execute(
        update(Task)
        .where(
            Task.project_id == project.id,
            Task.kind == ANNOTATE,
            Task.number == FIRST,  # who labels it for comparison does so as it was asked
            Task.stage != stage.name,
            or_(Task.state == OPEN, Task.stage.in_(aside)),
            ~taken,
        )
        .values(
            stage=stage.name,
            state=OPEN if stage.people else SKIPPED,
            priority=NOT_YET if stage.proposals else FILLED_IN,
        )
        .execution_options(synchronize_session=False)
    )


def _stop_jobs(session: Session, project: Project, by: int | None, clock: Clock) -> None:
    """Stop the jobs of the stage that was left: they would fail, as they fill in no other."""
    left = select(Job.id).where(
        Job.project_id == project.id,
        Job.kind.in_((PROPOSE, AUTOMATIC)),
        Job.state.in_((WAITING, RUNNING)),
    )
    for number in session.scalars(left).all():
        stop_job(session, project, number, by, clock)


def _open_missing_tasks(session: Session, project: Project, clock: Clock) -> None:
    """Open a task for each image that came while the model worked alone."""
    own = exists().where(Task.image_id == Image.id, Task.kind == ANNOTATE)
    without = select(Image).where(Image.project_id == project.id, Image.state == READY, ~own)
    for image in session.scalars(without.order_by(Image.id)).all():
        open_task(session, project, image, clock=clock)
