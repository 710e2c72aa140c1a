"""Claims about the colours that a photograph shows."""

import numpy as np
import pytest

from anymask.data.scenes.composer import Composer, frame
from anymask.data.scenes.light import Light
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.render import Rendering, render
from anymask.data.scenes.scene import ROOT, Scene
from anymask.data.scenes.shown_colours import shown_colours
from anymask.data.scenes.things import add_thing
from anymask.data.scenes.vocabulary.catalog import VOCABULARY


@pytest.fixture(scope="module")
def scene() -> Scene:
    """A red cup: a group (1), its handle (2) and more, one of them dark."""
    rng = np.random.default_rng(0)
    composer = Composer(100, random_palette(rng, 100), rng)
    composer.add(ROOT, frame(100))
    add_thing(composer, VOCABULARY["cup"], (50.0, 80.0), 60.0, colour="red")
    return Scene(100, tuple(composer.nodes), composer.palette, Light(), "portrait")


@pytest.fixture(scope="module")
def rendering(scene: Scene) -> Rendering:
    return render(scene)


def _shown(scene: Scene, rendering: Rendering, image: np.ndarray) -> dict[str, str]:
    nodes = list(range(1, len(scene.nodes)))
    masks = np.stack([rendering.mask(node) for node in nodes])
    colours = shown_colours(scene, rendering, nodes, masks, image)
    return dict(zip((scene.nodes[node].name for node in nodes), colours, strict=True))


def test_a_red_cup_looks_red_but_for_its_opening(scene: Scene, rendering: Rendering) -> None:
    shown = _shown(scene, rendering, rendering.image)
    assert shown == {"cup": "red", "handle": "red", "side": "red", "rim": "red", "opening": ""}


def test_in_the_dark_nothing_is_red(scene: Scene, rendering: Rendering) -> None:
    assert set(_shown(scene, rendering, rendering.image // 8).values()) == {""}


def test_what_is_seen_most_of_decides_for_the_whole(scene: Scene, rendering: Rendering) -> None:
    image = rendering.image.copy()
    image[rendering.mask(2)] = 0  # the handle
    assert scene.nodes[2].name == "handle"
    shown = _shown(scene, rendering, image)
    assert (shown["handle"], shown["cup"]) == ("", "red")
