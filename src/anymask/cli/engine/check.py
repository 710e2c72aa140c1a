"""`anymask engine check`: look whether everything that a project should hold is there and whole."""

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName


def check(folder: Folder, project: ProjectName = None, json: options.Json = False) -> None:
    """Find images, weights, embeddings and masks that are missing or damaged; change nothing."""
    with open_project(folder, project) as opened:
        from anymask.engine.check import check as check_project
        from anymask.storage.progress import track

        faults = check_project(
            opened.engine, opened.project, lambda images: track(images, "images")
        )
        name = opened.project.name
    if json:
        found = [{"what": each.what, "reason": each.reason} for each in faults]
        answer_json({"project": name, "faults": found})
    else:
        answer(f"project '{name}' " + (f"has {len(faults)} faults" if faults else "is whole"))
        for each in faults:
            say(f"{each.what}: {each.reason}")
    if faults:
        raise typer.Exit(1)
