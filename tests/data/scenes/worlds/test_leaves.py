"""Claims about dead leaves."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes.scene import Node
from anymask.data.scenes.worlds.leaves import compose as leaves
from anymask.data.scenes.worlds.leaves import power_law


def test_sizes_follow_the_power_law() -> None:
    sizes = power_law(np.random.default_rng(0), 40000, 2.0, 50.0, power=2.0)
    assert sizes.min() >= 2
    assert sizes.max() <= 50
    # Share above s for density s^-2 on [2, 50].
    expected = (1 / 10 - 1 / 50) / (1 / 2 - 1 / 50)
    assert (sizes > 10).mean() == pytest.approx(expected, abs=0.01)


def test_leaves_cover_a_background_and_some_have_names(compose: Callable[..., list[Node]]) -> None:
    named = 0
    for seed in range(10):
        nodes = compose(leaves, seed)
        assert nodes[0].shape is not None
        assert np.ptp(nodes[0].shape.outline, 0).min() == 128
        named += any(node.name for node in nodes)
    assert named > 0
