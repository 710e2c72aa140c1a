"""Claims about the plans of implements."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.implements import IMPLEMENTS


def test_a_cup_has_a_handle(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in IMPLEMENTS if kind.name == "cup")
    assert "handle" in {node.name for node in portrait(kind, 0)[0].nodes}
