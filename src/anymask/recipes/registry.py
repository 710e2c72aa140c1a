"""Every recipe by its name; a recipe's module is imported when it is asked for."""

from collections.abc import Callable
from typing import Any

from anymask.errors import ConfigurationError, did_you_mean
from anymask.recipes.recipe import Recipe


def _sam_tiny() -> Recipe[Any]:
    from anymask.recipes.sam_tiny import SAM_TINY

    return SAM_TINY


RECIPES: dict[str, Callable[[], Recipe[Any]]] = {
    "sam-tiny": _sam_tiny,
}
"""Name -> function that imports the recipe."""


def find_recipe(name: str) -> Recipe[Any]:
    """Return the recipe called `name`.

    Raises:
        ConfigurationError: there is none; the message says which was probably meant.
    """
    if name not in RECIPES:
        raise ConfigurationError(f"no recipe is called {name!r}; {did_you_mean(name, RECIPES)}")
    return RECIPES[name]()
