"""The options that several commands share, defined once so that they mean the same everywhere."""

from pathlib import Path
from typing import Annotated, Literal

import typer

DEFAULT_MODEL = "tiny"
ALL = "all"
"""The split that takes every image."""
DEFAULT_OUT = Path("anymask-output")

MODEL = "Model"
OUTPUT = "Output"
"""Headings of the groups of options in `--help`."""


def part_of(split: str) -> str | None:
    """Turn what `--split` says into the part of a data set: None is all of it.

    >>> part_of("eval"), part_of("all")
    ('eval', None)
    """
    return None if split == ALL else split


Model = Annotated[
    str,
    typer.Option(
        "--model",
        "-m",
        help="Name from `anymask models`, a .pth or .safetensors file, or a folder.",
        rich_help_panel=MODEL,
    ),
]
Device = Annotated[
    str | None,
    typer.Option(
        "--device",
        help="cpu, cuda, cuda:1 or mps; by default the best one there is.",
        rich_help_panel=MODEL,
    ),
]
PrecisionName = Literal["fp32", "bf16", "fp16"]
Precision = Annotated[
    PrecisionName,
    typer.Option("--precision", help="Of weights and arithmetic.", rich_help_panel=MODEL),
]
Seed = Annotated[
    int,
    typer.Option("--seed", help="Seed of every random choice.", rich_help_panel=MODEL),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help=f"Folder for the results, or a file name; by default {DEFAULT_OUT}/, "
        "with --json none.",
        rich_help_panel=OUTPUT,
    ),
]
Format = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        help="overlay (default), or masks as png, coco, sa1b, geojson, polygons, yolo, "
        "label-studio, labelme, cvat, cvat-polygons; repeatable.",
        rich_help_panel=OUTPUT,
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print the result as JSON to stdout, and nothing else there.",
        rich_help_panel=OUTPUT,
    ),
]
