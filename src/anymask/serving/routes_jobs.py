"""Routes about rounds: how a project stands, its models, and the jobs that workers do."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.database.tables import Job, Model
from anymask.engine.jobs import ask, stop_job
from anymask.engine.status import status_of
from anymask.serving.service import Admin, Annotator, Reviewer, Route, Shared
from anymask.serving.wire_jobs import JobIn, JobOut, ModelOut, StatusOut

router = APIRouter(route_class=Route, prefix="/projects/{project}", tags=["rounds"])

JobId = Annotated[int, Path(ge=0, le=2**53)]


@router.get("/status")
def show_status(member: Annotator, service: Shared) -> StatusOut:
    """Tell what was labelled in each round and stage, and what it cost people."""
    with service.engine.database.reading() as session:
        return StatusOut.model_validate(status_of(session, member.project))


@router.get("/models")
def list_models(member: Reviewer, service: Shared) -> list[ModelOut]:
    """List the models of the project, the oldest first."""
    with service.engine.database.reading() as session:
        chosen = select(Model).where(Model.project_id == member.project.id).order_by(Model.id)
        return [ModelOut.model_validate(row) for row in session.scalars(chosen)]


@router.get("/jobs")
def list_jobs(
    member: Reviewer,
    service: Shared,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> list[JobOut]:
    """List the jobs of the project, the newest first."""
    with service.engine.database.reading() as session:
        chosen = select(Job).where(Job.project_id == member.project.id)
        rows = session.scalars(chosen.order_by(Job.id.desc()).limit(limit))
        return [JobOut.model_validate(row) for row in rows]


@router.post("/jobs")
def ask_for_job(given: JobIn, member: Admin, service: Shared) -> JobOut:
    """Ask for a job; one of the kind that waits or runs already is returned instead."""

    def work(session: Session) -> Job:
        who, project = member.person.account_id, member.project
        request = None if given.release is None else given.release.model_dump()
        return ask(session, project, given.kind, who, service.clock, request)

    return JobOut.model_validate(service.engine.database.write(work))


@router.post("/jobs/{job_id}/stop")
def stop(job_id: JobId, member: Admin, service: Shared) -> JobOut:
    """Stop a job; what it has done so far stays."""

    def work(session: Session) -> Job:
        who = member.person.account_id
        return stop_job(session, member.project, job_id, who, service.clock)

    return JobOut.model_validate(service.engine.database.write(work))
