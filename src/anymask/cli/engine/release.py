"""`anymask engine release`: write the data set of a project, with a datasheet and checksums."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.opening import open_project
from anymask.cli.engine.options import Folder, ProjectName

if TYPE_CHECKING:
    from anymask.engine.release import Release


def release(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", "-o", help="A folder that is not there yet.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="sa1b-shards, coco, lvis, yolo, labelme, cvat, label-studio, or another form of "
            "`anymask data convert`.",
        ),
    ] = "sa1b-shards",
    finished: Annotated[
        bool, typer.Option("--finished", help="Only images that people or the model finished.")
    ] = False,
    blur: Annotated[
        str | None,
        typer.Option(
            "--blur",
            help="A command that finds faces and plates to blur: it gets a PNG and prints JSON.",
        ),
    ] = None,
    project: ProjectName = None,
    json: options.Json = False,
) -> None:
    """Write the data set of a project. It appears when it is complete."""
    with open_project(folder, project) as opened:
        from anymask.engine.blur import command_hook
        from anymask.engine.release import release as write
        from anymask.engine.release import release_form
        from anymask.storage.progress import track

        done = write(
            opened.engine,
            opened.project,
            release_form(to),
            out,
            finished_only=finished,
            find_regions=None if blur is None else command_hook(blur),
            track=lambda numbers: track(numbers, "images"),
        )
    if json:
        found = {
            "images": done.images,
            "masks": done.masks,
            "loss": done.loss,
            "places": done.places,
        }
        answer_json({"out": str(out), "form": to, **found, "broken": done.broken})
    else:
        _print(done, out)
    if done.broken:
        raise typer.Exit(1)


def _print(done: "Release", out: Path) -> None:
    from anymask.data.statistics_table import table

    answer(f"{out}: {done.images} images, {done.masks} masks")
    answer(table(done.statistics))
    say(f"lost in this form: {done.loss or 'nothing'}")
    if done.places:
        say(f"{done.places} of the image files tell where they were taken")
    say(f"before you give it away, fill in {out / 'datasheet.md'}")
    for name, reason in done.broken.items():
        say(f"left out: {name}: {reason}")
