"""Releases that are written by a worker and kept in the object store, from where they are sent.

`anymask engine release` writes one into a folder instead. A release that was asked for through the
server lies below `releases/PROJECT/JOB/`, whole or not at all: it is listed once its job is done.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.database.tables import Job, Project
from anymask.engine.database.work import DONE
from anymask.engine.job_context import Finish, JobContext
from anymask.engine.jobs import RELEASE
from anymask.engine.release import release, release_form
from anymask.errors import MissingError
from anymask.storage.objects import ObjectStore

DEFAULT_FORM = "coco"


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release.

    Attributes:
        name: path below the release, with /.
        size: bytes.
    """

    name: str
    size: int


def release_key(project_id: int, job_id: int) -> str:
    """Return below which key of the object store a release lies."""
    return f"releases/{project_id}/{job_id}"


def write_release(context: JobContext) -> Finish:
    """Write the data set of a project as it is now; the work of jobs of kind release."""
    request = context.job.request
    form = release_form(request.get("form", DEFAULT_FORM))
    out = context.folder / "release"
    shutil.rmtree(out, ignore_errors=True)  # of a worker that died

    def track(indices: range) -> Iterable[int]:
        for number in indices:
            context.heart.progress(number, len(indices))
            yield number

    context.heart.say(f"writing the form '{form.name}'")
    finished_only = bool(request.get("finished_only", False))
    done = release(
        context.engine, context.project, form, out, finished_only=finished_only, track=track
    )
    files = sorted(path for path in out.rglob("*") if path.is_file())
    context.heart.say("storing its files")
    key, store = release_key(context.project.id, context.job.id), context.engine.store
    for left in list(store.keys(key)):  # by a worker that died
        store.delete(left)
    for number, path in enumerate(files):
        context.heart.progress(number, len(files))
        store.put_file(f"{key}/{path.relative_to(out).as_posix()}", path)
    shutil.rmtree(context.folder, ignore_errors=True)
    result: dict[str, Any] = {
        "form": form.name,
        "finished_only": finished_only,
        "images": done.images,
        "masks": done.masks,
        "left_out": len(done.broken),
        "files": len(files),
    }
    return lambda _session, _project: result


def releases_of(session: Session, project: Project) -> list[Job]:
    """List the releases of a project, the newest first, as the jobs that wrote them."""
    chosen = select(Job).where(Job.project_id == project.id, Job.kind == RELEASE, Job.state == DONE)
    return list(session.scalars(chosen.order_by(Job.id.desc())))


def find_release(session: Session, project: Project, job_id: int) -> Job:
    """Return a release of a project.

    Raises:
        MissingError: there is none of that number.
    """
    job = session.get(Job, job_id)
    if job is None or (job.project_id, job.kind, job.state) != (project.id, RELEASE, DONE):
        raise MissingError(f"project '{project.name}' has no release {job_id}")
    return job


def files_of(store: ObjectStore, job: Job) -> list[ReleaseFile]:
    """List the files of a release, in order of their names."""
    key = release_key(job.project_id, job.id)
    return [ReleaseFile(each.removeprefix(f"{key}/"), store.size(each)) for each in store.keys(key)]
