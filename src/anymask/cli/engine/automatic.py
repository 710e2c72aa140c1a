"""`anymask engine propose` and `automatic`: let models label images."""

from anymask.cli import options
from anymask.cli.engine.job_run import run_job
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName, Queue


def propose(
    folder: Folder,
    project: ProjectName = None,
    queue: Queue = False,
    device: options.Device = None,
    json: options.Json = False,
) -> None:
    """Fill in the masks of which detector and model are sure, before people add the rest."""
    with open_project(folder, project) as opened:
        run_job(opened, "propose", device=device, queue=queue, json=json)


def automatic(
    folder: Folder,
    project: ProjectName = None,
    queue: Queue = False,
    device: options.Device = None,
    json: options.Json = False,
) -> None:
    """Label all images with the present model alone. Repeat the command to resume."""
    with open_project(folder, project) as opened:
        run_job(opened, "automatic", device=device, queue=queue, json=json)
