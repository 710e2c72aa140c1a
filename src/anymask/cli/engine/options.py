"""Arguments and options that the commands of `anymask engine` share."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The engine's folder, made by `anymask engine init`.")
]
ProjectName = Annotated[
    str | None,
    typer.Option("--project", help="Its name; needed only where an engine has several."),
]
Queue = Annotated[
    bool, typer.Option("--queue", help="Only ask for it; a worker does it: anymask engine work.")
]
