"""`anymask evaluate fairness`: groups of objects, and where images come from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.evaluate import options as shared

if TYPE_CHECKING:
    from anymask.evaluation.fairness.report import FairnessReport


def fairness(
    data: shared.Data,
    split: shared.Split = "eval",
    attributes: Annotated[
        list[Path] | None,
        typer.Option(
            "--attributes",
            help="CSV table with a column for the image, and for the annotation or its box, or a "
            "COCO file that tells about its images; repeatable.",
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            help="Attribute to compare groups of; repeatable; by default all but categories and "
            "countries.",
        ),
    ] = None,
    level: Annotated[float, typer.Option("--level", help="Of all intervals.")] = 0.95,
    model: shared.Models = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="felzenszwalb: one click, no weights.",
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
    """Mean IoU of groups of objects after one click and three, and where images come from.

    Differences whose interval excludes zero are marked.
    """
    from anymask.cli.evaluate.fairness_run import report_fairness, write_fairness
    from anymask.cli.evaluate.request import Request
    from anymask.cli.evaluate.run import Output
    from anymask.evaluation.sampling import Sampling

    gate = Output.of(out, against, tolerance, json).gate
    sampling = Sampling(min_area, max_objects, max_images, seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    report, by_set = report_fairness(request, attributes or [], by or [], level, out)
    if out is not None:
        write_fairness(report, out)
    _print(report, out, json)
    passed = gate is None or gate.passes(by_set)
    if by_set.failures or not passed:
        raise typer.Exit(1)


def _print(report: "FairnessReport", out: Path | None, as_json: bool) -> None:
    from anymask.cli.evaluate.fairness_run import MARKDOWN_NAME
    from anymask.evaluation.fairness.markdown import gaps_table, groups_table, origins_table

    for note in report.notes:
        say(note)
    if as_json:
        answer_json(report.to_dict())
        return
    for method in report.methods:
        answer(f"{method.name}\n{groups_table(method, report)}\n")
        answer(gaps_table(method, report) + "\n")
    for title, lines in (("region", report.regions), ("income group", report.incomes)):
        if lines:
            answer(origins_table(title, lines) + "\n")
    if out is not None:
        say(f"report: {out / MARKDOWN_NAME}")
