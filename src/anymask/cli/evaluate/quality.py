"""`anymask evaluate quality`: what people think of masks, and how well people agree themselves."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say
from anymask.cli.evaluate import options as shared

quality = typer.Typer(no_args_is_help=True, help="Human ratings of masks, and audits of them.")


@quality.callback()
def _group() -> None:
    pass


@quality.command()
def page(
    data: shared.Data,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help="Folder for page/, which raters get, and for key.json, which they do not.",
            rich_help_panel=options.OUTPUT,
        ),
    ],
    split: shared.Split = "eval",
    title: Annotated[str, typer.Option("--title", help="Of the page.")] = "How good is this mask?",
    annotation: Annotated[
        bool,
        typer.Option("--annotation/--no-annotation", help="Rate the masks of the set as well."),
    ] = True,
    together: Annotated[
        bool,
        typer.Option(
            "--together/--one-by-one",
            help="Show the masks of an object side by side, or one at a time as published.",
        ),
    ] = False,
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
    max_objects: shared.MaxObjects = 100,
    max_images: shared.MaxImages = None,
    seed: options.Seed = 0,
    device: options.Device = None,
    precision: options.Precision = "fp32",
    json: options.Json = False,
) -> None:
    """Write a page on which people rate masks from 1 to 10, without knowing whose they are."""
    from anymask.cli.evaluate.page_run import make_page
    from anymask.cli.evaluate.request import Request
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(min_area, max_objects, max_images, seed)
    request = Request.of(data, split, sampling, model, baseline, device, precision)
    done = make_page(request, out, title, annotation=annotation, together=together)
    if json:
        answer_json(done.to_dict())
    else:
        answer(f"{done.page}: {len(done.study.trials)} masks on {len(done.study.screens)} screens")
        answer(f"{done.key}: whose they are; keep it from raters")
    if done.study.left_out:
        say(f"left out {done.study.left_out} objects that not every method answered")
    if done.failures:
        raise typer.Exit(1)


@quality.command()
def ratings(
    key: Annotated[Path, typer.Argument(metavar="KEY", help="key.json of the page.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="RATINGS", help="What raters saved, a file each.")
    ],
    level: Annotated[float, typer.Option("--level", help="Of the intervals.")] = 0.99,
    draws: Annotated[int, typer.Option("--draws", help="Of the bootstrap.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="Of the draws.")] = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Folder for ratings.json, ratings.md and ratings.png.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    json: options.Json = False,
) -> None:
    """Mean ratings with bootstrap intervals, and paired t-tests between methods."""
    from anymask.cli.evaluate.ratings_run import report_ratings

    report_ratings(key, files, (level, draws, seed), out, json)


@quality.command()
def audit(
    data: shared.Data,
    split: shared.Split = "eval",
    prompt: Annotated[
        Literal["box", "click"],
        typer.Option("--prompt", help="What a method gets of each mask that was drawn."),
    ] = "box",
    second: Annotated[
        Path | None,
        typer.Option(
            "--second",
            help="The same images marked by somebody else; without it the set keeps several "
            "annotators, as BSDS500 does.",
        ),
    ] = None,
    same: Annotated[
        float,
        typer.Option(
            "--same",
            help="Segments of two people are versions of one object from this IoU on; 0 compares "
            "with whatever overlaps most.",
        ),
    ] = 0.5,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            help="Name from `anymask models`, a file or a folder; repeatable; without one only "
            "people, or the masks of the set, are audited.",
            rich_help_panel=options.MODEL,
        ),
    ] = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            help="felzenszwalb (click), grabcut or box (box): no weights; repeatable.",
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
    """IoU of masks with those of a second annotator, beside human agreement: the ceiling."""
    from anymask.cli.evaluate.audit_run import AuditRequest, second_set
    from anymask.cli.evaluate.run import Output, run_task
    from anymask.evaluation.quality.audit import AuditTask
    from anymask.evaluation.sampling import Sampling

    sampling = Sampling(min_area, max_objects, max_images, seed)
    methods = (model or [], baseline or [], device, precision)
    request = AuditRequest(data, split, sampling, *methods, has_second=second is not None)
    task = AuditTask(prompt, second_set(second, split), same)
    run_task(task, request, Output.of(out, against, tolerance, json))
