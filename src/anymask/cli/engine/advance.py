"""`anymask engine advance`: take a project to another stage."""

from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli.console import answer, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from anymask.engine.database.tables import Job


def advance(
    folder: Folder,
    stage: Annotated[
        str, typer.Option("--stage", help="assisted-manual, semi-automatic or fully-automatic.")
    ],
    project: ProjectName = None,
) -> None:
    """Put a project into a stage; images that wait go with it."""
    with open_project(folder, project) as opened:
        from anymask.engine.advance import advance as change
        from anymask.engine.database.tables import Project

        def work(session: "Session") -> "Job | None":
            return change(session, session.get_one(Project, opened.project.id), stage)

        job = opened.engine.database.write(work)
        answer(f"project '{opened.project.name}' is in stage '{stage}'")
    if job is not None:
        say(f"job {job.id} waits for a worker: anymask engine {job.kind} {folder}")
