"""`anymask evaluate text`: phrases on labelled objects."""

from typing import Annotated, Literal

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared


def text(
    data: shared.Data,
    split: shared.Split = "eval",
    labels: Annotated[
        Literal["category", "phrase"],
        typer.Option(
            "--labels",
            help="What is asked: the category of each object, or its phrase or phrases.",
        ),
    ] = "category",
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="whole-picture: every phrase means everything; no weights.",
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
    """Recall at an IoU of one half, and mean IoU, of every phrase that labels an image.

    An object here is a phrase of an image: all that it means is asked for together.
    """
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output, run_task
    from anymask.evaluation.sampling import Sampling
    from anymask.evaluation.text.task import TextTask

    sampling = Sampling(min_area, max_objects, max_images, seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    run_task(TextTask(labels), request, Output.of(out, against, tolerance, json))
