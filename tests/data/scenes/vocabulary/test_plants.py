"""Claims about the plans of plants."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.plants import PLANTS


def test_a_flower_has_a_petal(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in PLANTS if kind.name == "flower")
    assert "petal" in {node.name for node in portrait(kind, 0)[0].nodes}
