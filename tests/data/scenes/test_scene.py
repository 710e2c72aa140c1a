"""Claims about what scenes are made of, whatever the world."""

import numpy as np
import pytest

from anymask.data.scenes.scene import ROOT, Scene
from anymask.data.scenes.worlds.catalog import WORLDS, random_scene


@pytest.fixture(params=WORLDS)
def scenes(request: pytest.FixtureRequest) -> list[Scene]:
    return [random_scene(np.random.default_rng(seed), 128, request.param) for seed in range(6)]


def test_descendants_follow_their_ancestor_without_gap(scenes: list[Scene]) -> None:
    for scene in scenes:
        open_branch: list[int] = []
        for number, node in enumerate(scene.nodes):
            while open_branch and open_branch[-1] != node.parent:
                open_branch.pop()
            assert node.parent == ROOT or open_branch
            open_branch.append(number)


def test_groups_are_not_painted_and_all_else_is(scenes: list[Scene]) -> None:
    for scene in scenes:
        for node in scene.nodes:
            assert (node.shape is None) == (node.surface is None)


def test_supports_were_there_before(scenes: list[Scene]) -> None:
    for scene in scenes:
        for number, node in enumerate(scene.nodes):
            assert node.support < number
            assert node.support == ROOT or scene.nodes[node.support].parent == ROOT


def test_many_scenes_have_parts_of_parts() -> None:
    deepest = 0
    for seed in range(20):
        nodes = random_scene(np.random.default_rng(seed), 128).nodes
        depth: list[int] = []
        for node in nodes:
            depth.append(0 if node.parent == ROOT else depth[node.parent] + 1)
        deepest += max(depth) >= 2
    assert deepest >= 5
