"""Claims about the plans of implements."""

from collections.abc import Callable

import pytest

from anymask.data.scenes.kinds import Kind
from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.implements import IMPLEMENTS


@pytest.mark.parametrize("kind", IMPLEMENTS, ids=lambda kind: kind.name)
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


def test_a_cup_has_a_handle(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in IMPLEMENTS if kind.name == "cup")
    assert "handle" in {node.name for node in portrait(kind, 0)[0].nodes}
