"""Claims about what a recipe is."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from anymask.recipes.recipe import Sources


def test_sources_need_nothing_but_data() -> None:
    assert Sources((Path("photos"),)) == Sources((Path("photos"),), init=None, device=None)


def test_sources_do_not_change_under_a_run() -> None:
    with pytest.raises(FrozenInstanceError):
        Sources(()).init = "tiny"  # type: ignore[misc]
