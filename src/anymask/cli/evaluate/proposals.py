"""`anymask evaluate proposals`: average recall of masks that nobody asked for."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared

PROPOSALS = "Which proposals"
"""Heading of a group of options in `--help`."""


def proposals(
    data: shared.Data,
    split: shared.Split = "eval",
    preset: Annotated[
        str,
        typer.Option(
            "--preset",
            help="published (64 x 64 points) or quick (16 x 16); the options below change it.",
            rich_help_panel=PROPOSALS,
        ),
    ] = "published",
    points_per_side: Annotated[
        int | None,
        typer.Option(
            "--points-per-side",
            help="Grid of points that a model is prompted with.",
            rich_help_panel=PROPOSALS,
        ),
    ] = None,
    nms: Annotated[
        float | None,
        typer.Option(
            "--nms",
            help="Box IoU above which the less confident of two masks goes.",
            rich_help_panel=PROPOSALS,
        ),
    ] = None,
    max_proposals: Annotated[
        int | None,
        typer.Option("--max-proposals", help="Per image.", rich_help_panel=PROPOSALS),
    ] = None,
    ranking: Annotated[
        str | None,
        typer.Option(
            "--ranking",
            help="mean (of predicted IoU and stability), predicted-iou or stability.",
            rich_help_panel=PROPOSALS,
        ),
    ] = None,
    matching: Annotated[
        str,
        typer.Option(
            "--matching",
            help="score (COCO and LVIS) or overlap (Detectron).",
            rich_help_panel=PROPOSALS,
        ),
    ] = "score",
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="segments or box-grid: no weights; repeatable.",
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
    """Average recall of mask proposals, without categories: AR@1000 by area and by frequency.

    An object is found at an IoU threshold if a proposal overlaps it as much; the recall of objects
    is averaged over the thresholds 0.5 to 0.95.
    """
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output, run_task
    from anymask.evaluation.instances.frequency import frequencies_of
    from anymask.evaluation.proposals.matching import find_matching
    from anymask.evaluation.proposals.options import find_preset
    from anymask.evaluation.proposals.task import ProposalsTask
    from anymask.evaluation.sampling import Sampling

    given: dict[str, Any] = {
        "points_per_side": points_per_side,
        "nms_thresh": nms,
        "max_proposals": max_proposals,
        "ranking": ranking,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    asked = replace(find_preset(preset), **chosen)
    find_matching(matching)
    sampling = Sampling(max_images=max_images, seed=seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    output = Output.of(out, against, tolerance, json)
    part = options.part_of(split)
    letters = {str(path): frequencies_of(path, part) for path in data}
    run_task(ProposalsTask(asked, matching, letters), request, output)
