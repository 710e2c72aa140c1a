"""Claims about the plans of buildings."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.buildings import BUILDINGS


def test_a_house_has_a_window(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in BUILDINGS if kind.name == "house")
    assert "window" in {node.name for node in portrait(kind, 0)[0].nodes}
