"""`anymask engine stop`: stop a job that waits or runs."""

from typing import Annotated

import typer

from anymask.cli.console import answer
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName


def stop(
    folder: Folder,
    job: Annotated[int, typer.Argument(help="Its number, as status shows it.")],
    project: ProjectName = None,
) -> None:
    """Stop a job; what it has done so far stays."""
    with open_project(folder, project) as opened:
        from anymask.engine.jobs import stop_job

        opened.engine.database.write(lambda session: stop_job(session, opened.project, job))
    answer(f"job {job} is stopped")
