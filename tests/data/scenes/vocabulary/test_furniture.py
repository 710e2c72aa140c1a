"""Claims about the plans of furniture."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.furniture import FURNITURE


def test_a_chair_has_a_leg(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in FURNITURE if kind.name == "chair")
    assert "leg" in {node.name for node in portrait(kind, 0)[0].nodes}
