"""Routes about releases: which there are, and their files one by one.

A release is asked for as a job of that kind. It holds every image and mask, so admins get it.
"""

from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Response
from starlette.responses import StreamingResponse

from anymask.engine.database.tables import Job
from anymask.engine.release_job import files_of, find_release, release_key, releases_of
from anymask.errors import InputError, MissingError
from anymask.serving.service import Admin, Reviewer, Route, Shared
from anymask.serving.wire_jobs import ReleaseFileOut, ReleaseOut, ReleasePage

router = APIRouter(route_class=Route, prefix="/projects/{project}/releases", tags=["releases"])

ReleaseId = Annotated[int, Path(ge=0, le=2**53)]
ReleasePath = Annotated[str, Path(max_length=400)]


@router.get("")
def list_releases(member: Reviewer, service: Shared) -> list[ReleaseOut]:
    """List the releases of the project, the newest first."""
    with service.engine.database.reading() as session:
        return [_release_out(job) for job in releases_of(session, member.project)]


@router.get("/{release_id}")
def show_release(release_id: ReleaseId, member: Reviewer, service: Shared) -> ReleasePage:
    """List the files of a release."""
    with service.engine.database.reading() as session:
        job = find_release(session, member.project, release_id)
    files = [ReleaseFileOut.model_validate(each) for each in files_of(service.engine.store, job)]
    return ReleasePage(release=_release_out(job), files=files)


@router.get("/{release_id}/files/{name:path}", response_class=Response)
def send_release_file(
    release_id: ReleaseId, name: ReleasePath, member: Admin, service: Shared
) -> Response:
    """Send a file of a release, to be kept and not shown."""
    with service.engine.database.reading() as session:
        find_release(session, member.project, release_id)
    store, key = service.engine.store, f"{release_key(member.project.id, release_id)}/{name}"
    try:
        size = store.size(key)
    except InputError as error:
        raise MissingError(f"release {release_id} has no file '{name}'") from error
    shown = quote(PurePosixPath(name).name)
    headers = {
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{shown}",
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(
        store.chunks(key), media_type="application/octet-stream", headers=headers
    )


def _release_out(job: Job) -> ReleaseOut:
    return ReleaseOut(id=job.id, created_ms=job.created_ms, **job.result)
