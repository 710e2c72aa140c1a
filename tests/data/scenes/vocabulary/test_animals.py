"""Claims about the plans of animals."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.animals import ANIMALS


def test_a_cat_has_a_tail(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in ANIMALS if kind.name == "cat")
    assert "tail" in {node.name for node in portrait(kind, 0)[0].nodes}
