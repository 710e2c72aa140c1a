"""Routes for watching a project: rounds, people, what is wrong; and one's own work."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from anymask.engine.database.tables import Model
from anymask.engine.faults import faults_of
from anymask.engine.statistics import labelled
from anymask.engine.status import PUBLISHED
from anymask.engine.team import team_of, work_of
from anymask.serving.kept import KeptAnswers
from anymask.serving.service import Annotator, Reviewer, Route, Shared
from anymask.serving.wire_explore import FaultsOut, WorkedOut
from anymask.serving.wire_jobs import LabelledOut, ModelOut, RoundsOut

TEAM_SECONDS, ROUNDS_SECONDS = 15.0, 5.0

router = APIRouter(route_class=Route, prefix="/projects/{project}", tags=["watch"])


@router.get("/rounds")
def show_rounds(member: Annotator, service: Shared, kept: KeptAnswers) -> RoundsOut:
    """Tell what was labelled in each round and stage, and which models were put to use."""
    project = member.project
    promoted = select(Model).where(Model.project_id == project.id, Model.promoted_ms.is_not(None))

    def tell() -> RoundsOut:
        with service.engine.database.reading() as session:
            rounds = [LabelledOut.model_validate(each) for each in labelled(session, project)]
            rows = session.scalars(promoted.order_by(Model.promoted_ms, Model.id))
            models = [ModelOut.model_validate(row) for row in rows]
        return RoundsOut(rounds=rounds, promoted=models, published=PUBLISHED)

    return kept.get(("rounds", project.id), ROUNDS_SECONDS, tell)


@router.get("/team")
def show_team(member: Reviewer, service: Shared, kept: KeptAnswers) -> list[WorkedOut]:
    """Tell what everybody has done."""

    def tell() -> list[WorkedOut]:
        with service.engine.database.reading() as session:
            return [WorkedOut.model_validate(each) for each in team_of(session, member.project)]

    return kept.get(("team", member.project.id), TEAM_SECONDS, tell)


@router.get("/mine")
def show_mine(member: Annotator, service: Shared) -> WorkedOut:
    """Tell what you have done."""
    with service.engine.database.reading() as session:
        found = work_of(session, member.project, member.person.account_id)
    return WorkedOut.model_validate(found)


@router.get("/faults")
def show_faults(
    member: Reviewer, service: Shared, limit: Annotated[int, Query(ge=1, le=1_000)] = 50
) -> FaultsOut:
    """Tell what is wrong and waits for somebody."""
    with service.engine.database.reading() as session:
        return FaultsOut.model_validate(faults_of(session, member.project, limit))
