"""Claims about what a recipe is."""

from dataclasses import FrozenInstanceError, dataclass
from pathlib import Path

import pytest

from anymask.recipes.recipe import Sources, describe


def test_sources_need_nothing_but_data() -> None:
    assert Sources((Path("photos"),)) == Sources((Path("photos"),), init=None, device=None)


def test_sources_do_not_change_under_a_run() -> None:
    with pytest.raises(FrozenInstanceError):
        Sources(()).init = "tiny"  # type: ignore[misc]


def test_a_description_leaves_to_the_loop_what_the_loop_writes() -> None:
    @dataclass(frozen=True)
    class Config:
        train: int = 3
        side: int = 64

    assert describe(Config(), init="tiny") == {"side": 64, "init": "tiny"}
