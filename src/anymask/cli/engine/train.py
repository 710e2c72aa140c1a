"""`anymask engine train` and `train-detector`: learn from the masks of a project."""

from anymask.cli import options
from anymask.cli.engine.job_run import run_job
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName, Queue


def train(
    folder: Folder,
    project: ProjectName = None,
    queue: Queue = False,
    device: options.Device = None,
    json: options.Json = False,
) -> None:
    """Train the next model on the masks, and use it if it is better on held-out images."""
    with open_project(folder, project) as opened:
        run_job(opened, "train", device=device, queue=queue, json=json)


def train_detector(
    folder: Folder,
    project: ProjectName = None,
    queue: Queue = False,
    device: options.Device = None,
    json: options.Json = False,
) -> None:
    """Train the detector of objects on the masks of finished images."""
    with open_project(folder, project) as opened:
        run_job(opened, "train-detector", device=device, queue=queue, json=json)
