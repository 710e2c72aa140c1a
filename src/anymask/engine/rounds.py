"""Rounds: stretches of labelling that end with a new model or a new stage.

Source: "Segment Anything", section 4: the model was retrained six times in the first stage and five
times in the second, and what a round cost people is the measure of the engine. Rounds follow each
other without a gap, so what was made when tells to which round it belongs.
"""

from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.masks import KEPT, PERSON
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Mask, Model, Project, Round, Task
from anymask.engine.models import SEGMENTER
from anymask.engine.settings import TrainRules
from anymask.engine.stages import ASSISTED

TRAINED_UNTIL = "trained_until_ms"
"""In the outcome of a round: when the training was asked for that ended it."""


def rounds_of(session: Session, project: Project) -> list[Round]:
    """Return the rounds of a project, the present one last; there is always one."""
    chosen = select(Round).where(Round.project_id == project.id).order_by(Round.number)
    return list(session.scalars(chosen)) or [_first(session, project)]


def end_round(
    session: Session, project: Project, outcome: dict[str, Any], clock: Clock = now
) -> Round:
    """End the present round and begin the next, with the stage and model that are in use now.

    Args:
        session: of a transaction that writes.
        project: whose round it is.
        outcome: what came of it, in JSON values.
        clock: tells the time.

    Returns:
        The round that ended.
    """
    ended = rounds_of(session, project)[-1]
    session.add(ended)
    ended.outcome, ended.ended_ms = outcome, clock()
    session.flush()
    session.add(
        Round(
            project_id=project.id,
            number=ended.number + 1,
            stage=project.stage,
            model_id=project.model_id,
            outcome={},
            started_ms=ended.ended_ms,
        )
    )
    note(session, project.id, None, "round ended", f"round {ended.number}", clock=clock)
    return ended


def begin_stage(session: Session, project: Project, clock: Clock = now) -> None:
    """Begin a round of the stage in which a project is now.

    A round in which nobody has made anything yet becomes that round: empty ones say nothing.
    """
    present = rounds_of(session, project)[-1]
    if _is_empty(session, present):
        session.add(present)
        present.stage = project.stage
    else:
        end_round(session, project, {"advanced_to": project.stage}, clock)


def untrained_masks(session: Session, project: Project) -> int:
    """Count the masks that people have drawn since the last training was asked for."""
    outcomes = [each.outcome for each in rounds_of(session, project)]
    since = max((outcome.get(TRAINED_UNTIL, 0) for outcome in outcomes), default=0)
    drawn = select(func.count(Mask.id)).where(
        Mask.project_id == project.id,
        Mask.state == KEPT,
        Mask.origin == PERSON,
        Mask.created_ms > since,
    )
    return session.scalar(drawn) or 0


def training_is_due(session: Session, project: Project, rules: TrainRules) -> bool:
    """Say whether people have drawn as many masks as the rules want for a new model."""
    return rules.new_masks > 0 and untrained_masks(session, project) >= rules.new_masks


def _is_empty(session: Session, present: Round) -> bool:
    """Say whether nothing was drawn, filled in or finished since the round began."""
    own, since = present.project_id, present.started_ms
    made = select(Mask.id).where(Mask.project_id == own, Mask.created_ms >= since)
    finished = select(Task.id).where(Task.project_id == own, Task.ended_ms >= since)
    return session.scalar(select(or_(exists(made), exists(finished)))) is False


def _first(session: Session, project: Project) -> Round:
    """Return the first round, with what every project begins with."""
    models = select(Model.id).where(Model.project_id == project.id, Model.kind == SEGMENTER)
    return Round(
        project_id=project.id,
        number=1,
        stage=ASSISTED.name,
        model_id=session.scalar(models.order_by(Model.id).limit(1)),
        outcome={},
        started_ms=project.created_ms,
    )
