"""Claims about the plans of vehicles."""

from collections.abc import Callable

from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.vehicles import VEHICLES


def test_a_car_has_a_wheel(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    kind = next(kind for kind in VEHICLES if kind.name == "car")
    assert "wheel" in {node.name for node in portrait(kind, 0)[0].nodes}
