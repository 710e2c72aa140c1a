"""`anymask train`: run a recipe; the same command resumes it after any interruption."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anymask.cli import options
from anymask.cli.console import answer, say
from anymask.errors import ConfigurationError, did_you_mean

if TYPE_CHECKING:
    from anymask.recipes.recipe import Recipe


def train(
    recipe: Annotated[
        str | None, typer.Argument(help="Name of a recipe, see --list.", show_default=False)
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", help="File or folder to learn from; repeatable."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Run folder; by default runs/RECIPE."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="KEY=VALUE of what --dry-run prints; repeatable."),
    ] = None,
    init: Annotated[
        str | None,
        typer.Option("--init", help="Weights to start from: a model's name, a file or a folder."),
    ] = None,
    tune: Annotated[
        str | None,
        typer.Option(
            "--tune", help="What learns: decoder, lora or all; of a detector, head or all."
        ),
    ] = None,
    lora: Annotated[
        int | None, typer.Option("--lora", help="Rank of low-rank adapters; implies --tune lora.")
    ] = None,
    device: options.Device = None,
    threads: Annotated[
        int | None, typer.Option("--threads", help="CPU threads; by default all cores.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print all settings as YAML, and train nothing.")
    ] = False,
    list_recipes: Annotated[bool, typer.Option("--list", help="List the recipes.")] = False,
) -> None:
    """Train a model with a recipe. Repeat the command to resume."""
    from anymask.recipes.registry import RECIPES, find_recipe

    if list_recipes:
        for name in RECIPES:
            answer(f"{name:12} {find_recipe(name).summary}")
        return
    if recipe is None:
        raise ConfigurationError(f"no recipe given; pass one of: {', '.join(RECIPES)}")
    chosen = find_recipe(recipe)
    config = _configure(chosen, settings or [], tune, lora)
    if dry_run:
        _print(config)
        return
    if not data:
        raise ConfigurationError("nothing to learn from; pass --data PATH, a file or a folder")

    import torch

    from anymask.recipes.recipe import Sources
    from anymask.training.distributed import is_leader

    if threads is not None:
        torch.set_num_threads(threads)
    folder = out or Path("runs") / recipe
    report = say if is_leader() else _ignore
    chosen.train(config, Sources(tuple(data), init, device), folder, report)
    if is_leader():
        answer(f"trained weights: {folder / 'model'}")


def _configure(
    recipe: "Recipe[Any]", settings: list[str], tune: str | None, lora: int | None
) -> Any:
    """Apply what the user chose to the recipe's own numbers; single settings win."""
    from anymask.training.overrides import apply_overrides

    if lora is not None:
        if tune not in (None, "lora"):
            raise ConfigurationError(f"--lora {lora} goes with --tune lora, not with {tune!r}")
        tune, settings = "lora", [f"lora_rank={lora}", *settings]
    config = recipe.config
    if tune is not None:
        if not recipe.variants:
            raise ConfigurationError(
                f"{recipe.name!r} trains everything; --tune and --lora go with the recipe 'sam'"
            )
        if tune not in recipe.variants:
            raise ConfigurationError(
                f"nothing to tune is called {tune!r}; {did_you_mean(tune, recipe.variants)}"
            )
        config = recipe.variants[tune]
    return apply_overrides(config, settings)


def _print(config: Any) -> None:
    from anymask.training.manifest import to_yaml
    from anymask.training.overrides import to_plain

    answer(to_yaml(to_plain(config)).rstrip())


def _ignore(text: str) -> None:
    pass
