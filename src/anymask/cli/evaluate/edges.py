"""`anymask evaluate edges`: boundaries against those that people drew, as the BSDS500 benchmark."""

import os
from typing import Annotated, Literal

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared

DRAWING = "How models draw edges"
MATCHING = "Matching"
"""Headings of groups of options in `--help`."""


def edges(
    data: shared.Data,
    split: shared.Split = "test",
    thresholds: Annotated[
        int,
        typer.Option(
            "--thresholds",
            help="At so many thresholds boundaries are matched (published: 99).",
            rich_help_panel=MATCHING,
        ),
    ] = 99,
    max_distance: Annotated[
        float,
        typer.Option(
            "--max-distance",
            help="Matched pixels lie at most so far apart, as a share of the diagonal.",
            rich_help_panel=MATCHING,
        ),
    ] = 0.0075,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            help="Processes that match; as many as there are cores if left out.",
            rich_help_panel=MATCHING,
        ),
    ] = None,
    points_per_side: Annotated[
        int,
        typer.Option(
            "--points-per-side",
            help="The grid of prompts is this number squared (published: 16).",
            rich_help_panel=DRAWING,
        ),
    ] = 16,
    nms: Annotated[
        float,
        typer.Option(
            "--nms",
            help="Box IoU above which the less confident of two masks goes (published: 0.7).",
            rich_help_panel=DRAWING,
        ),
    ] = 0.7,
    border: Annotated[
        Literal["outside", "both"],
        typer.Option(
            "--border",
            help="Edges lie just outside the masks' borders, or on both sides of them.",
            rich_help_panel=DRAWING,
        ),
    ] = "both",
    suppression: Annotated[
        bool,
        typer.Option(
            "--suppression/--no-suppression",
            help="Whether edges are thinned to ridges before they are cut at thresholds.",
            rich_help_panel=DRAWING,
        ),
    ] = True,
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="sobel, canny, felzenszwalb: no weights; annotators: each person against the "
            "others; repeatable.",
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
    """ODS, OIS, AP and R50 of the boundaries that a method draws in the images of BSDS500.

    A model is prompted with a grid of points; edges are where its masks end.
    """
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output, run_task
    from anymask.evaluation.edges.counting import start_workers
    from anymask.evaluation.edges.options import EdgeOptions
    from anymask.evaluation.edges.task import EdgesTask
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(max_images=max_images, seed=seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    asked = EdgeOptions(thresholds, max_distance, points_per_side, nms, border, suppression)
    output = Output.of(out, against, tolerance, json)
    with start_workers((os.cpu_count() or 1) if workers is None else workers) as processes:
        run_task(EdgesTask(asked, processes), request, output)
