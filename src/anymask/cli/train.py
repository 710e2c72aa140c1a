"""`anymask train`: run a recipe; the same command resumes it after any interruption."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli.console import answer, say
from anymask.errors import ConfigurationError, did_you_mean

RECIPES = ("sam-tiny",)


def train(
    recipe: Annotated[str, typer.Argument(help=f"One of: {', '.join(RECIPES)}.")],
    data: Annotated[
        Path, typer.Option("--data", help="Tar or folder of SA-1B style pairs to train on.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Run folder: log, checkpoints, weights.")
    ] = Path("runs/sam-tiny"),
    threads: Annotated[
        int | None, typer.Option("--threads", help="CPU threads; by default all cores.")
    ] = None,
) -> None:
    """Train a model with a recipe. Repeat the command to resume."""
    if recipe not in RECIPES:
        raise ConfigurationError(f"no recipe is called {recipe!r}; {did_you_mean(recipe, RECIPES)}")
    import torch

    from anymask.models.load import save_sam
    from anymask.recipes.sam_tiny import train_sam_tiny

    if threads is not None:
        torch.set_num_threads(threads)
    model = train_sam_tiny(data, out, say)
    save_sam(model, out / "model", precision="fp16")
    answer(f"trained weights: {out / 'model'}")
