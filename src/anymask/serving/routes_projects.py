"""Routes about projects: which there are, their stage, and the audit log."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.advance import advance
from anymask.engine.database.tables import Event, Project
from anymask.serving.service import Admin, Annotator, Route, Shared, Somebody
from anymask.serving.wire import EventOut, EventPage, ProjectOut, StageIn

router = APIRouter(route_class=Route, prefix="/projects", tags=["projects"])


@router.get("")
def list_projects(person: Somebody, service: Shared) -> list[ProjectOut]:
    """List the projects in which you have a role."""
    with service.engine.database.reading() as session:
        own = select(Project).where(Project.id.in_(person.roles)).order_by(Project.name)
        return [ProjectOut.model_validate(each) for each in session.scalars(own)]


@router.get("/{project}")
def show_project(member: Annotator) -> ProjectOut:
    """Tell about a project."""
    return ProjectOut.model_validate(member.project)


@router.patch("/{project}")
def change_stage(given: StageIn, member: Admin, service: Shared) -> ProjectOut:
    """Go to another stage: images that wait go with it, and the job that it begins with waits."""

    def work(session: Session) -> Project:
        project = session.get_one(Project, member.project.id)
        advance(session, project, given.stage, member.person.account_id, service.clock)
        return project

    return ProjectOut.model_validate(service.engine.database.write(work))


@router.get("/{project}/events")
def list_events(
    member: Admin,
    service: Shared,
    before: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> EventPage:
    """Read the audit log, the newest lines first."""
    with service.engine.database.reading() as session:
        chosen = select(Event).where(Event.project_id == member.project.id)
        if before is not None:
            chosen = chosen.where(Event.id < before)
        rows = session.scalars(chosen.order_by(Event.id.desc()).limit(limit)).all()
        return EventPage(events=[EventOut.model_validate(row) for row in rows])
