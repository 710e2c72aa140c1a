"""Claims about the plans of dishes."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.dishes import DISHES


def test_a_plate_has_a_well(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in DISHES if kind.name == "plate")
    assert "well" in {node.name for node in portrait(kind, 0)[0].nodes}
