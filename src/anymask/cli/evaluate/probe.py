"""`anymask evaluate probe`: what is close to what in a model's latent space."""

from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared

EMBEDDING = "How a mask is embedded"
"""Heading of a group of options in `--help`."""


def probe(
    data: shared.Data,
    split: shared.Split = "eval",
    margin: Annotated[
        float,
        typer.Option(
            "--margin",
            help="The crop is so much wider than the mask's box, a share of its longer side.",
            rich_help_panel=EMBEDDING,
        ),
    ] = 0.1,
    flip: Annotated[
        bool,
        typer.Option(
            "--flip/--no-flip",
            help="Whether the crop is also seen mirrored.",
            rich_help_panel=EMBEDDING,
        ),
    ] = True,
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="colours: mean and spread of the colours of a mask; no weights.",
            rich_help_panel=options.MODEL,
        ),
    ] = None,
    min_area: shared.MinArea = 0.0,
    max_objects: shared.MaxObjects = None,
    max_images: shared.MaxImages = None,
    seed: options.Seed = 0,
    device: options.Device = None,
    precision: options.Precision = "fp32",
    out: shared.Out = None,
    against: shared.Against = None,
    tolerance: shared.Tolerance = 0.02,
    json: options.Json = False,
) -> None:
    """Share of nearest neighbours of the same category, among embedded masks, beside chance.

    A mask's embedding is that of the image around it, averaged over the mask. Neighbours are looked
    for in the same image and in the others; with --out they are drawn.
    """
    from anymask.cli.evaluate.probe_run import run_probe
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output
    from anymask.evaluation.probe.options import ProbeOptions
    from anymask.evaluation.probe.task import ProbeTask
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(min_area, max_objects, max_images, seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    task = ProbeTask(ProbeOptions(margin, flip))
    run_probe(task, request, Output.of(out, against, tolerance, json))
