"""Claims about the table of recipes."""

import pytest

from anymask.errors import ConfigurationError
from anymask.recipes.registry import RECIPES, find_recipe


@pytest.mark.parametrize("name", RECIPES)
def test_recipes_know_their_own_name_and_purpose(name: str) -> None:
    recipe = find_recipe(name)
    assert recipe.name == name
    assert recipe.summary


def test_an_unknown_recipe_gets_a_suggestion() -> None:
    with pytest.raises(ConfigurationError, match="'sam-tinny'; did you mean 'sam-tiny'"):
        find_recipe("sam-tinny")
