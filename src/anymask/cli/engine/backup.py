"""`anymask engine backup`: put a whole project into one file."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName


def backup(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write, a tar.")],
    project: ProjectName = None,
    json: options.Json = False,
) -> None:
    """Write images, masks, models and everything else of a project, while people work on."""
    with open_project(folder, project) as opened:
        from anymask.engine.backup import back_up
        from anymask.storage.progress import track

        done = back_up(opened.engine, opened.project, out, lambda images: track(images, "images"))
    if json:
        answer_json(
            {"out": str(out), "rows": done.rows, "missing": done.missing, "outside": done.outside}
        )
    else:
        masks, images = done.rows["mask"], done.rows["image"]
        answer(f"{out}: project '{done.project}', {images} images, {masks} masks")
        tell_gaps(done.missing, done.outside)
    if done.missing:
        raise typer.Exit(1)


def tell_gaps(missing: list[str], outside: dict[str, str]) -> None:
    """Say what is not in a backup."""
    for key in missing:
        say(f"missing in the object store: {key}")
    for name, location in outside.items():
        say(f"not in the file: the weights of model '{name}', which is '{location}'")
