"""Claims about what scenes are made of."""

import numpy as np
import pytest

from anymask.data.scenes.scene import ROOT, power_law, random_scene


@pytest.mark.parametrize("seed", range(12))
def test_descendants_follow_their_ancestor_without_gap(seed: int) -> None:
    nodes = random_scene(np.random.default_rng(seed), 128).nodes
    open_branch: list[int] = []
    for number, node in enumerate(nodes):
        while open_branch and open_branch[-1] != node.parent:
            open_branch.pop()
        assert node.parent == ROOT or open_branch
        open_branch.append(number)


def test_groups_are_not_painted_and_all_else_is() -> None:
    for seed in range(12):
        for node in random_scene(np.random.default_rng(seed), 128).nodes:
            assert (node.shape is None) == (node.surface is None)


def test_the_same_seed_gives_the_same_scene() -> None:
    one, other = (random_scene(np.random.default_rng(3), 128) for _ in range(2))
    assert len(one.nodes) == len(other.nodes)
    for a, b in zip(one.nodes, other.nodes, strict=True):
        assert (
            a.shape is None or b.shape is None or np.array_equal(a.shape.outline, b.shape.outline)
        )


def test_sizes_follow_the_power_law() -> None:
    sizes = power_law(np.random.default_rng(0), 40000, 2.0, 50.0, power=2.0)
    assert sizes.min() >= 2
    assert sizes.max() <= 50
    # Share above s for density s^-2 on [2, 50].
    expected = (1 / 10 - 1 / 50) / (1 / 2 - 1 / 50)
    assert (sizes > 10).mean() == pytest.approx(expected, abs=0.01)


def test_many_scenes_have_parts_of_parts() -> None:
    deepest = 0
    for seed in range(20):
        nodes = random_scene(np.random.default_rng(seed), 128).nodes
        depth: list[int] = []
        for node in nodes:
            depth.append(0 if node.parent == ROOT else depth[node.parent] + 1)
        deepest += max(depth) >= 2
    assert deepest >= 5
