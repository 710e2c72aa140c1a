"""Routes of an annotator at work: get a task, keep it, draw masks, end it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.annotate import complete, draw, erase
from anymask.engine.database.tables import Mask, MaskChange, Task
from anymask.engine.database.work import ANNOTATE
from anymask.engine.masks import MaskInput
from anymask.engine.tasks import Holding, give_back, keep_alive, next_task, skip
from anymask.errors import ForbiddenError, MissingError
from anymask.serving.service import Annotator, Member, Reviewer, Route, Shared
from anymask.serving.wire import (
    ChangeOut,
    Held,
    MaskIn,
    MaskOut,
    MaskRemoval,
    Moments,
    NextTask,
    SavedMask,
    SkipIn,
    StaleMask,
    TaskOut,
    TaskQuery,
)

router = APIRouter(route_class=Route, prefix="/projects/{project}", tags=["tasks"])

TaskId = Annotated[int, Path(ge=0, le=2**53)]
STALE: dict[int | str, dict[str, Any]] = {
    409: {"model": StaleMask, "description": "The mask has changed, or the lease is lost."}
}


@router.post("/tasks/next")
def take_next(given: TaskQuery, member: Annotator, service: Shared) -> NextTask:
    """Lease the next task: the one you hold, or else the first that waits."""
    if set(given.kinds) - {ANNOTATE} and not member.person.may("reviewer", member.project.id):
        raise ForbiddenError("reviews and audits need the role 'reviewer'; ask for annotate")
    seconds = service.engine.settings.work.lease_seconds

    def work(session: Session) -> Task | None:
        project, person = member.project.id, member.person
        return next_task(session, project, person, given.kinds, seconds, service.clock)

    task = service.engine.database.write(work)
    return NextTask(task=None if task is None else TaskOut.model_validate(task))


@router.post("/tasks/{task_id}/heartbeat")
def heartbeat(task_id: TaskId, given: Held, member: Annotator, service: Shared) -> TaskOut:
    """Keep the lease for another while."""
    seconds = service.engine.settings.work.lease_seconds
    holding = holding_of(task_id, given, member)
    task = service.engine.database.write(
        lambda session: keep_alive(session, holding, seconds, service.clock)
    )
    return TaskOut.model_validate(task)


@router.post("/tasks/{task_id}/release", status_code=204)
def release(task_id: TaskId, given: Held, member: Annotator, service: Shared) -> None:
    """Give the task back for somebody else."""
    holding = holding_of(task_id, given, member)
    service.engine.database.write(lambda session: give_back(session, holding))


@router.post("/tasks/{task_id}/skip", status_code=204)
def skip_task(task_id: TaskId, given: SkipIn, member: Annotator, service: Shared) -> None:
    """End the task without a result."""
    holding = holding_of(task_id, given, member)
    service.engine.database.write(
        lambda session: skip(session, holding, given.reason, service.clock)
    )


@router.post("/tasks/{task_id}/finish", status_code=204)
def finish_task(task_id: TaskId, given: Moments, member: Annotator, service: Shared) -> None:
    """End the task: the image is labelled."""
    holding, rules = holding_of(task_id, given, member), service.engine.settings.work
    service.engine.database.write(
        lambda session: complete(session, holding, given.moments_ms, rules, service.clock)
    )


@router.put("/tasks/{task_id}/masks/{mask_id}", responses=STALE)
def save(
    task_id: TaskId, mask_id: UUID, given: MaskIn, member: Annotator, service: Shared
) -> SavedMask:
    """Save a mask, new or changed. The same request may be sent as often as it takes."""
    holding, rules = holding_of(task_id, given, member), service.engine.settings.work
    drawn = service.engine.database.write(
        lambda session: draw(
            session, holding, _input(mask_id, given), given.moments_ms, rules, service.clock
        )
    )
    return SavedMask(
        mask=MaskOut.model_validate(drawn.saved.mask),
        repeated=drawn.saved.repeated,
        suggest_next=drawn.suggest_next,
    )


@router.post("/tasks/{task_id}/masks/{mask_id}/delete", responses=STALE)
def delete(
    task_id: TaskId, mask_id: UUID, given: MaskRemoval, member: Annotator, service: Shared
) -> MaskOut:
    """Take a mask away; saving it again brings it back."""
    holding = holding_of(task_id, given, member)
    mask = service.engine.database.write(
        lambda session: erase(
            session, holding, mask_id, given.request_id, given.seen_version, service.clock
        )
    )
    return MaskOut.model_validate(mask)


@router.get("/masks/{mask_id}/history")
def history(mask_id: UUID, member: Reviewer, service: Shared) -> list[ChangeOut]:
    """List every version of a mask, the first one first."""
    with service.engine.database.reading() as session:
        mask = session.get(Mask, mask_id)
        if mask is None or mask.project_id != member.project.id:
            raise MissingError(f"project '{member.project.name}' has no mask {mask_id}")
        chosen = select(MaskChange).where(MaskChange.mask_id == mask_id)
        rows = session.scalars(chosen.order_by(MaskChange.version)).all()
        return [ChangeOut.model_validate(row) for row in rows]


def find_task(session: Session, task_id: int, member: Member) -> Task:
    """Return a task of the project of the address.

    Raises:
        MissingError: the project has none of that number.
    """
    task = session.get(Task, task_id)
    if task is None or task.project_id != member.project.id:
        raise MissingError(f"project '{member.project.name}' has no task {task_id}")
    return task


def holding_of(task_id: int, given: Held, member: Member) -> Holding:
    """Return what the holder of a task of the project of the address shows."""
    return Holding(task_id, member.person.account_id, given.lease, member.project.id)


def _input(mask_id: UUID, given: MaskIn) -> MaskInput:
    """Turn what was sent into what the engine saves."""
    prompts = [each.model_dump(mode="json", exclude_none=True) for each in given.prompts]
    clicks = [each for each in given.prompts if each.kind == "click"]
    return MaskInput(
        id=mask_id,
        request_id=given.request_id,
        seen_version=given.seen_version,
        counts=given.counts,
        category=given.category,
        prompts=prompts,
        clicks=len(clicks),
        prominence=given.prominence,
        predicted_iou=given.predicted_iou,
        stability_score=given.stability_score,
        point_coords=[each.points[0] for each in clicks if each.label and each.points],
        model_id=given.model_id,
    )
