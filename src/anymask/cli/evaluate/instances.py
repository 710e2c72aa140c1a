"""`anymask evaluate instances`: the boxes of a detector become masks, judged by mask AP."""

from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared

BOXES = "Which boxes"
"""Heading of a group of options in `--help`."""


def instances(
    data: shared.Data,
    split: shared.Split = "eval",
    detections: Annotated[
        str,
        typer.Option(
            "--detections",
            help="COCO results json of any detector, or truth: the boxes of the objects.",
            rich_help_panel=BOXES,
        ),
    ] = "truth",
    feedback: Annotated[
        int,
        typer.Option(
            "--feedback", min=0, help="Feed each answer back so often.", rich_help_panel=BOXES
        ),
    ] = 1,
    style: Annotated[
        str,
        typer.Option("--style", help="auto (as the annotation file is), coco or lvis."),
    ] = "auto",
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="grabcut or box: no weights; repeatable.",
            rich_help_panel=options.MODEL,
        ),
    ] = None,
    max_images: shared.MaxImages = None,
    seed: options.Seed = 0,
    device: options.Device = None,
    precision: options.Precision = "fp32",
    out: shared.Out = None,
    against: shared.Against = None,
    tolerance: shared.Tolerance = 0.02,
    json: options.Json = False,
) -> None:
    """Mask AP and AR of COCO or LVIS: each box is answered, and its mask is fed back once.

    With --out the masks are also written as COCO results json, into results/.
    """
    from anymask.cli.evaluate.instances_run import Asked, run_instances
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(max_images=max_images, seed=seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    output = Output.of(out, against, tolerance, json)
    run_instances(request, output, Asked(detections, style, feedback))
