"""Every recipe by its name; a recipe's module is imported when it is asked for."""

from collections.abc import Callable
from typing import Any

from anymask.errors import ConfigurationError, did_you_mean
from anymask.recipes.recipe import Recipe


def _sam() -> Recipe[Any]:
    from anymask.recipes.sam import SAM

    return SAM


def _sam_vit_b() -> Recipe[Any]:
    from anymask.recipes.sam_published import SAM_VIT_B

    return SAM_VIT_B


def _sam_vit_l() -> Recipe[Any]:
    from anymask.recipes.sam_published import SAM_VIT_L

    return SAM_VIT_L


def _sam_vit_h() -> Recipe[Any]:
    from anymask.recipes.sam_published import SAM_VIT_H

    return SAM_VIT_H


def _sam_tiny() -> Recipe[Any]:
    from anymask.recipes.sam_tiny import SAM_TINY

    return SAM_TINY


def _mae_tiny() -> Recipe[Any]:
    from anymask.recipes.mae import MAE_TINY

    return MAE_TINY


def _mae_vit_b() -> Recipe[Any]:
    from anymask.recipes.mae import MAE_VIT_B

    return MAE_VIT_B


def _mae_vit_l() -> Recipe[Any]:
    from anymask.recipes.mae import MAE_VIT_L

    return MAE_VIT_L


def _mae_vit_h() -> Recipe[Any]:
    from anymask.recipes.mae import MAE_VIT_H

    return MAE_VIT_H


def _detector() -> Recipe[Any]:
    from anymask.recipes.detector import DETECTOR

    return DETECTOR


RECIPES: dict[str, Callable[[], Recipe[Any]]] = {
    "sam": _sam,
    "sam-tiny": _sam_tiny,
    "sam-vit-b": _sam_vit_b,
    "sam-vit-l": _sam_vit_l,
    "sam-vit-h": _sam_vit_h,
    "mae-tiny": _mae_tiny,
    "mae-vit-b": _mae_vit_b,
    "mae-vit-l": _mae_vit_l,
    "mae-vit-h": _mae_vit_h,
    "detector": _detector,
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
