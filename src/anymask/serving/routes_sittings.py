"""Routes about the tasks around the one that somebody holds: earlier ones, and what comes next."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from anymask.engine.database.tables import Task
from anymask.engine.database.work import ANNOTATE
from anymask.engine.sittings import own_tasks, reopen, upcoming
from anymask.errors import ForbiddenError
from anymask.serving.routes_tasks import TaskId
from anymask.serving.service import Annotator, Member, Route, Shared
from anymask.serving.wire import TaskOut
from anymask.serving.wire_sittings import EndedTask, Upcoming

router = APIRouter(route_class=Route, prefix="/projects/{project}/tasks", tags=["tasks"])

Kind = Literal["annotate", "review", "audit"]


@router.get("/mine")
def list_own_tasks(
    member: Annotator, service: Shared, limit: Annotated[int, Query(ge=1, le=200)] = 20
) -> list[EndedTask]:
    """List the tasks that you have ended, the last one first."""
    with service.engine.database.reading() as session:
        rows = own_tasks(session, member.project, member.person, limit)
        return [EndedTask.model_validate(row) for row in rows]


@router.get("/upcoming")
def list_upcoming(
    member: Annotator,
    service: Shared,
    kinds: Annotated[list[Kind] | None, Query(max_length=3)] = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 2,
) -> Upcoming:
    """List the images that you would probably get next; nothing is promised."""
    wanted: list[str] = [*kinds] if kinds else [ANNOTATE]
    _require_reviewer(set(wanted), member)
    with service.engine.database.reading() as session:
        ids = upcoming(session, member.project, member.person, wanted, limit, service.clock)
    return Upcoming(image_ids=ids)


@router.post("/{task_id}/reopen")
def reopen_task(task_id: TaskId, member: Annotator, service: Shared) -> TaskOut:
    """Lease a task again that you have ended."""
    seconds = service.engine.settings.work.lease_seconds

    def work(session: Session) -> Task:
        project, person = member.project, member.person
        task = reopen(session, project, person, task_id, seconds, service.clock)
        _require_reviewer({task.kind}, member)
        return task

    return TaskOut.model_validate(service.engine.database.write(work))


def _require_reviewer(kinds: set[str], member: Member) -> None:
    if kinds - {ANNOTATE} and not member.person.may("reviewer", member.project.id):
        raise ForbiddenError("reviews and audits need the role 'reviewer'; ask for annotate")
