"""`anymask evaluate`: measure models, or baselines without weights, on labelled images."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.options import OUTPUT

evaluate = typer.Typer(no_args_is_help=True, help="Measure models on labelled images.")

OBJECTS = "Which objects"
"""Heading of a group of options in `--help`."""


@evaluate.callback()
def _group() -> None:
    pass


@evaluate.command()
def clicks(
    data: Annotated[
        list[Path],
        typer.Option("--data", help="Labelled images of any known form; repeatable."),
    ],
    split: Annotated[
        str, typer.Option("--split", help="train, eval, val, ...; all takes every image.")
    ] = "eval",
    count: Annotated[
        int, typer.Option("--clicks", help="Follow each object for so many clicks.")
    ] = 1,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            help="Name from `anymask models`, a file, a folder, or a folder of checkpoints; "
            f"repeatable; {options.DEFAULT_MODEL} if no baseline is given either.",
            rich_help_panel=options.MODEL,
        ),
    ] = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="felzenszwalb (clicks), grabcut or box (boxes): no weights; repeatable.",
            rich_help_panel=options.MODEL,
        ),
    ] = None,
    min_area: Annotated[
        float,
        typer.Option(
            "--min-area",
            help="Leave out objects below this share of the image, such as 0.01.",
            rich_help_panel=OBJECTS,
        ),
    ] = 0.0,
    max_objects: Annotated[
        int | None,
        typer.Option("--max-objects", help="Per set, drawn at random.", rich_help_panel=OBJECTS),
    ] = None,
    max_images: Annotated[
        int | None,
        typer.Option("--max-images", help="Per set, drawn at random.", rich_help_panel=OBJECTS),
    ] = None,
    seed: options.Seed = 0,
    device: options.Device = None,
    precision: options.Precision = "fp32",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Folder for report.jsonl, report.json, report.md and curves.png; the same "
            "command goes on where it was stopped.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            help="An earlier report.json: exit code 1 if a set has become worse.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option(
            "--tolerance",
            help="How far a mean IoU may fall below the earlier report.",
            rich_help_panel=OUTPUT,
        ),
    ] = 0.02,
    json: options.Json = False,
) -> None:
    """Mean IoU of one centre click (most confident, best of three), of one box, and of more clicks.

    The click is the pixel farthest from the object's boundary, each further one the pixel farthest
    inside the larger error of the answer so far.
    """
    from anymask.cli.evaluate_run import Gate, Request, evaluate_clicks
    from anymask.evaluation.sampling import Sampling

    models = (model or []) if baseline else (model or [options.DEFAULT_MODEL])
    request = Request(
        data=data,
        split=split,
        clicks=count,
        sampling=Sampling(min_area, max_objects, max_images, seed),
        models=models,
        baselines=baseline or [],
        device=device,
        precision=precision,
    )
    gate = None if against is None else Gate.read(against, tolerance)
    evaluate_clicks(request, out, gate, json)
