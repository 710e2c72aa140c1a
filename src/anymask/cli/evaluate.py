"""`anymask evaluate`: measure a model, or a baseline without weights, on labelled images."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from anymask.cli import options
from anymask.cli.console import answer, answer_json, say

evaluate = typer.Typer(no_args_is_help=True, help="Measure a model on labelled images.")


@evaluate.callback()
def _group() -> None:
    pass


@evaluate.command()
def clicks(
    data: Annotated[
        list[Path],
        typer.Option("--data", help="Folder with images/ and a COCO annotations.json; repeatable."),
    ],
    split: Annotated[str, typer.Option("--split", help="train, eval or all.")] = "eval",
    baseline: Annotated[
        bool,
        typer.Option("--baseline", help="Measure Felzenszwalb segments and filled boxes instead."),
    ] = False,
    model: options.Model = options.DEFAULT_MODEL,
    device: options.Device = None,
    precision: options.Precision = "fp32",
    json: options.Json = False,
) -> None:
    """Mean IoU of one centre click (most confident, best of three) and of one box per object."""
    from anymask.data.dataset import CocoDataset
    from anymask.errors import ConfigurationError
    from anymask.evaluation.clicks import Method, evaluate_clicks, mean_of_sets
    from anymask.evaluation.methods import ModelMethod, felzenszwalb
    from anymask.inference.segmenter import load

    splits: dict[str, Literal["train", "eval"] | None] = {
        "train": "train",
        "eval": "eval",
        "all": None,
    }
    if split not in splits:
        raise ConfigurationError(f"split is {split!r}; pass train, eval or all")
    method: Method = (
        felzenszwalb if baseline else ModelMethod(load(model, device=device, precision=precision))
    )
    scores = []
    for folder in data:
        dataset = CocoDataset(folder, splits[split])
        scores.append(evaluate_clicks(dataset, method, lambda done, total: None))
        say(f"{folder.name}: {scores[-1].masks} objects")
    scores.append(mean_of_sets(scores))
    if json:
        answer_json([asdict(row) for row in scores])
        return
    answer(f"{'set':16}{'images':>8}{'masks':>8}{'1 click':>9}{'best of 3':>11}{'box':>7}")
    for row in scores:
        answer(
            f"{row.name:16}{row.images:8}{row.masks:8}"
            f"{row.regular:9.3f}{row.oracle:11.3f}{row.box:7.3f}"
        )
