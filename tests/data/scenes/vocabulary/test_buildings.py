"""Claims about the plans of buildings."""

from collections.abc import Callable

import pytest

from anymask.data.scenes.kinds import Kind
from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.buildings import BUILDINGS


@pytest.mark.parametrize("kind", BUILDINGS, ids=lambda kind: kind.name)
def test_every_part_is_seen_in_some_pose(
    kind: Kind, portrait: Callable[..., tuple[Scene, Rendering]]
) -> None:
    seen = set()
    for seed in range(6):
        scene, rendering = portrait(kind, seed)
        areas = rendering.areas()
        seen |= {node.name for node, area in zip(scene.nodes, areas, strict=True) if area}
    planned = {part.name for part in kind.parts if part.share == 1}
    assert planned | {kind.name} <= seen


def test_a_house_has_a_window(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in BUILDINGS if kind.name == "house")
    assert "window" in {node.name for node in portrait(kind, 0)[0].nodes}
