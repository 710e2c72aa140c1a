"""`anymask engine restore`: bring a project back from its backup."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.engine.backup import tell_gaps
from anymask.cli.engine.opening import open_engine_at
from anymask.cli.engine.options import Folder


def restore(
    folder: Folder,
    source: Annotated[
        Path, typer.Option("--from", help="The file that `anymask engine backup` wrote.")
    ],
    name: Annotated[
        str | None, typer.Option("--name", help="Of the project here; by default as it was.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Bring a project into an engine, whatever its database. It appears when it is complete."""
    with open_engine_at(folder) as engine:
        from anymask.engine.restore import restore as bring_back
        from anymask.storage.progress import track

        done = bring_back(engine, source, name, lambda members: track(members, "parts checked"))
    if json:
        gaps = {"missing": done.missing, "outside": done.outside}
        answer_json({"project": done.project, "rows": done.rows, "objects": done.objects, **gaps})
    else:
        masks, images = done.rows["mask"], done.rows["image"]
        answer(f"{folder}: project '{done.project}', {images} images, {masks} masks")
        tell_gaps(done.missing, done.outside)
        say("passwords and tokens are not restored: anymask engine token")
    if done.missing:
        raise typer.Exit(1)
