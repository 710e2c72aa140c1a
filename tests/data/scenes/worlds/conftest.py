"""How the tests of the worlds compose a scene."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes.composer import Composer
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.scene import Node


@pytest.fixture
def compose() -> Callable[[Callable[[Composer], None], int], list[Node]]:
    """Return the nodes of a scene of 128 pixels."""

    def nodes(world: Callable[[Composer], None], seed: int) -> list[Node]:
        rng = np.random.default_rng(seed)
        composer = Composer(128, random_palette(rng, 128), rng)
        world(composer)
        return composer.nodes

    return nodes
