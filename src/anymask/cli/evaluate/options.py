"""The options that the tasks of `anymask evaluate` share, so that they mean the same in each."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli import options

OBJECTS = "Which objects"
"""Heading of a group of options in `--help`."""

DATA = typer.Option("--data", help="Labelled images of any known form; repeatable.")
Data = Annotated[list[Path], DATA]
DataOrSuite = Annotated[list[Path] | None, DATA]
Split = Annotated[
    str, typer.Option("--split", help="train, eval, val, ...; all takes every image.")
]
SuiteName = Annotated[
    str | None,
    typer.Option("--suite", help="A published collection of sets, such as sam-23; with --root."),
]
Root = Annotated[
    Path | None,
    typer.Option("--root", help="The folder that holds a folder for each set of --suite."),
]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        "-m",
        help="Name from `anymask models`, a file, a folder, or a folder of checkpoints; "
        f"repeatable; {options.DEFAULT_MODEL} if no baseline is given either.",
        rich_help_panel=options.MODEL,
    ),
]
MinArea = Annotated[
    float,
    typer.Option(
        "--min-area",
        help="Leave out objects below this share of the image, such as 0.01.",
        rich_help_panel=OBJECTS,
    ),
]
MaxObjects = Annotated[
    int | None,
    typer.Option("--max-objects", help="Per set, drawn at random.", rich_help_panel=OBJECTS),
]
MaxImages = Annotated[
    int | None,
    typer.Option("--max-images", help="Per set, drawn at random.", rich_help_panel=OBJECTS),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="Folder for report.jsonl, report.json, report.md and pictures; the same command "
        "goes on where it was stopped.",
        rich_help_panel=options.OUTPUT,
    ),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against",
        help="An earlier report.json: exit code 1 if a set has become worse.",
        rich_help_panel=options.OUTPUT,
    ),
]
Tolerance = Annotated[
    float,
    typer.Option(
        "--tolerance",
        help="How far a measure may fall below the earlier report.",
        rich_help_panel=options.OUTPUT,
    ),
]
