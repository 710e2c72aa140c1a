"""Claims about the worlds as a whole."""

import numpy as np
import pytest

from anymask.data.scenes.worlds.catalog import WORLDS, random_scene
from anymask.errors import ConfigurationError


def test_the_same_seed_gives_the_same_scene() -> None:
    one, other = (random_scene(np.random.default_rng(3), 128) for _ in range(2))
    assert [node.name for node in one.nodes] == [node.name for node in other.nodes]
    for a, b in zip(one.nodes, other.nodes, strict=True):
        if a.shape is not None and b.shape is not None:
            assert np.array_equal(a.shape.outline, b.shape.outline)


def test_worlds_are_drawn_as_often_as_their_weights_say() -> None:
    drawn = [random_scene(np.random.default_rng(seed), 32).world for seed in range(200)]
    total = sum(world.weight for world in WORLDS.values())
    for name, world in WORLDS.items():
        assert drawn.count(name) / 200 == pytest.approx(world.weight / total, abs=0.09)


def test_cells_throw_no_shade() -> None:
    assert random_scene(np.random.default_rng(0), 32, "cells").light.contact == 0


def test_there_is_no_other_world() -> None:
    with pytest.raises(ConfigurationError, match="known: "):
        random_scene(np.random.default_rng(0), 32, "underworld")
