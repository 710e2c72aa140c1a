"""How the tests of the vocabulary draw a kind by itself."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes.composer import Composer, frame
from anymask.data.scenes.kinds import Kind
from anymask.data.scenes.light import Light
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.render import Rendering, render
from anymask.data.scenes.scene import ROOT, Scene
from anymask.data.scenes.things import add_thing


@pytest.fixture
def portrait() -> Callable[[Kind, int], tuple[Scene, Rendering]]:
    """Draw one thing, about 60 pixels high, in a picture of 200; it is node 1."""

    def draw(kind: Kind, seed: int) -> tuple[Scene, Rendering]:
        rng = np.random.default_rng(seed)
        composer = Composer(200, random_palette(rng, 200), rng)
        composer.add(ROOT, frame(200))
        standing = add_thing(composer, kind, (100.0, 130.0), 60.0, spin=0.0)
        assert standing.number == 1
        scene = Scene(200, tuple(composer.nodes), composer.palette, Light(), "portrait")
        return scene, render(scene)

    return draw
