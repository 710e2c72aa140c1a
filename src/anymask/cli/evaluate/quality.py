"""`anymask evaluate quality`: what people think of masks, and how well people agree themselves."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from anymask.cli import options
from anymask.cli.evaluate import options as shared

quality = typer.Typer(no_args_is_help=True, help="Human ratings of masks, and audits of them.")


@quality.callback()
def _group() -> None:
    pass


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
