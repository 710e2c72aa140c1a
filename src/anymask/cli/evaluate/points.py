"""`anymask evaluate points`: simulated clicks and boxes on labelled objects."""

from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared


def points(
    data: shared.Data,
    split: shared.Split = "eval",
    count: Annotated[
        int, typer.Option("--clicks", help="Follow each object for so many clicks.")
    ] = 1,
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="felzenszwalb (clicks), grabcut or box (boxes): no weights; repeatable.",
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
    """Mean IoU of one centre click (most confident, best of three), of one box, and of more clicks.

    The click is the pixel farthest from the object's boundary, each further one the pixel farthest
    inside the larger error of the answer so far.
    """
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output, run_task
    from anymask.evaluation.clicks import ClickProtocol
    from anymask.evaluation.points.task import PointsTask
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(min_area, max_objects, max_images, seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    run_task(PointsTask(ClickProtocol(count)), request, Output.of(out, against, tolerance, json))
