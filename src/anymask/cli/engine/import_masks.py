"""`anymask engine import`: bring images and masks of another data set into a project."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName

if TYPE_CHECKING:
    from anymask.engine.importing import Imported


def import_masks(
    folder: Folder,
    data: Annotated[
        Path,
        typer.Option("--data", help="Labelled images in any form that `anymask data` opens."),
    ],
    split: Annotated[
        str | None, typer.Option("--split", help="Only this part of them; by default all.")
    ] = None,
    finished: Annotated[
        bool, typer.Option("--finished", help="All objects are labelled: nobody needs to add any.")
    ] = False,
    project: ProjectName = None,
    json: options.Json = False,
) -> None:
    """Bring in masks, and the images that the project lacks. Repeat the command to resume."""
    with open_project(folder, project) as opened:
        from anymask.data.open import open_dataset
        from anymask.engine.importing import LOST
        from anymask.engine.importing import import_masks as bring_in
        from anymask.storage.progress import track

        dataset = open_dataset(data, split=split)
        done = bring_in(
            opened.engine,
            opened.project,
            dataset,
            finished=finished,
            track=lambda numbers: track(numbers, "images"),
        )
    if json:
        answer_json({**asdict(done), "loss": LOST})
    else:
        _print(done, LOST)
    if done.refused:
        raise typer.Exit(1)


def _print(done: "Imported", lost: str) -> None:
    answer(f"{done.masks} masks on {done.images} images; {done.new_images} images are new")
    say(f"{done.named} have a category, {done.scored} a predicted IoU; not kept: {lost}")
    for items in done.left_out:
        say(str(items))
    for name, reason in done.refused.items():
        say(f"not taken: {name}: {reason}")
