"""Claims about things without a name."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes import clutter
from anymask.data.scenes.composer import Body, Composer
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.scene import ROOT

BODY = Body((50.0, 50.0), 30.0)

MAKES: tuple[Callable[[Composer], object], ...] = (
    lambda composer: clutter.add_plain(composer, ROOT, BODY),
    lambda composer: clutter.add_patched(composer, ROOT, BODY, deeper=True),
    lambda composer: clutter.add_limbed(composer, BODY),
    lambda composer: clutter.add_panes(composer, BODY),
    lambda composer: clutter.add_flock(composer, BODY),
)


def _made(make: Callable[[Composer], object], seed: int) -> Composer:
    rng = np.random.default_rng(seed)
    composer = Composer(100, random_palette(rng, 100), rng)
    make(composer)
    return composer


@pytest.mark.parametrize("make", MAKES)
def test_groups_are_not_painted_and_all_else_is(make: Callable[[Composer], object]) -> None:
    for seed in range(10):
        for node in _made(make, seed).nodes:
            assert (node.shape is None) == (node.surface is None)


@pytest.mark.parametrize("make", MAKES)
def test_parents_come_before_their_parts(make: Callable[[Composer], object]) -> None:
    for seed in range(10):
        for number, node in enumerate(_made(make, seed).nodes):
            assert node.parent < number


def test_panes_are_alike_and_lie_on_one_body() -> None:
    composer = _made(MAKES[3], 5)
    panes = composer.nodes[1:]
    assert {pane.parent for pane in panes} == {0}
    assert all(pane.clipped for pane in panes)
    assert len({pane.surface.tile for pane in panes if pane.surface}) == 1


def test_a_flock_is_made_of_wholes() -> None:
    nodes = _made(MAKES[4], 0).nodes
    assert len(nodes) >= 3
    assert {node.parent for node in nodes} == {ROOT}
