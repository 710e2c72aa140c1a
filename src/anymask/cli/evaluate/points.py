"""`anymask evaluate points`: simulated clicks and boxes on labelled objects."""

from typing import Annotated

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared
from anymask.errors import ConfigurationError

CLICKS = "Clicks"
"""Heading of a group of options in `--help`."""


def points(
    data: shared.DataOrSuite = None,
    split: shared.Split = "eval",
    suite: shared.SuiteName = None,
    root: shared.Root = None,
    clicks: Annotated[
        str,
        typer.Option(
            "--clicks",
            help="Numbers of clicks that get a column, with commas between them.",
            rich_help_panel=CLICKS,
        ),
    ] = "1,2,3,5,9",
    max_clicks: Annotated[
        int | None,
        typer.Option(
            "--max-clicks",
            help="Click so often, for the curves and the number of clicks (published: 20); by "
            "default as often as the last column.",
            rich_help_panel=CLICKS,
        ),
    ] = None,
    policy: Annotated[
        str,
        typer.Option(
            "--policy",
            help="Where clicks fall: ritm, sam, sam-random or training.",
            rich_help_panel=CLICKS,
        ),
    ] = "ritm",
    first_click: Annotated[
        str | None,
        typer.Option(
            "--first-click",
            help="In place of the policy's: centre or random.",
            rich_help_panel=CLICKS,
        ),
    ] = None,
    next_click: Annotated[
        str | None,
        typer.Option(
            "--next-click",
            help="In place of the policy's: centre-of-part, centre-of-error or random-in-error.",
            rich_help_panel=CLICKS,
        ),
    ] = None,
    distance: Annotated[
        str | None,
        typer.Option(
            "--distance",
            help="In place of the policy's: euclidean, chessboard or taxicab.",
            rich_help_panel=CLICKS,
        ),
    ] = None,
    padding: Annotated[
        bool | None,
        typer.Option(
            "--padding/--no-padding",
            help="Whether a region ends at the border of the image.",
            rich_help_panel=CLICKS,
        ),
    ] = None,
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
    """Mean IoU of one click (most confident, best of three), of one box, and of more clicks.

    The click is the pixel farthest from the object's boundary, each further one the pixel farthest
    inside the larger error of the answer so far. NoC is the number of clicks to an IoU of 0.85 and
    0.90.
    """
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output, run_task
    from anymask.cli.evaluate.suite import SuiteOnDisk
    from anymask.evaluation.points.policy import find_policy
    from anymask.evaluation.points.task import PointsTask
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(min_area, max_objects, max_images, seed)
    found = SuiteOnDisk.find(suite, root)
    request = Request.of(data or [], split, sampling, model, baseline, device, precision, found)
    changed = find_policy(policy).change(first_click, next_click, distance, padding)
    task = PointsTask(parse_counts(clicks), max_clicks, changed)
    run_task(task, request, Output.of(out, against, tolerance, json))


def parse_counts(text: str) -> tuple[int, ...]:
    """Read the numbers of `--clicks`.

    Raises:
        ConfigurationError: the text is no list of whole numbers.

    >>> parse_counts("1, 3")
    (1, 3)
    """
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise ConfigurationError(
            f"--clicks is '{text}'; pass whole numbers with commas between them, such as 1,2,3,5,9"
        ) from None
