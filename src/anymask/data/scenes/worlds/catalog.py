"""Every kind of scene by its name, how often it is drawn, and what a caption calls it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from anymask.data.scenes.composer import Composer
from anymask.data.scenes.light import Light, random_light
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.worlds import cells, facade, indoors, leaves, outdoors, tabletop
from anymask.errors import ConfigurationError, did_you_mean


@dataclass(frozen=True)
class World:
    """A kind of scene.

    Attributes:
        compose: adds everything to an empty scene.
        weight: how often it is drawn, relative to the others.
        setting: how a caption calls it, after a preposition.
        flat: nothing in it throws or catches shade.
    """

    compose: Callable[[Composer], None]
    weight: float
    setting: str
    flat: bool = False


WORLDS: dict[str, World] = {
    "leaves": World(leaves.compose, 0.34, "among scattered shapes"),
    "outdoors": World(outdoors.compose, 0.17, "outdoors"),
    "indoors": World(indoors.compose, 0.11, "in a room"),
    "still life": World(indoors.compose_still_life, 0.08, "on a table"),
    "tabletop": World(tabletop.compose, 0.1, "on a table"),
    "facade": World(facade.compose, 0.08, "in a street"),
    "cells": World(cells.compose, 0.12, "under a microscope", flat=True),
}
"""All kinds of scenes."""

_CUMULATED = np.cumsum([world.weight for world in WORLDS.values()])


def random_scene(rng: np.random.Generator, side: int, world: str | None = None) -> Scene:
    """Draw a scene.

    Args:
        rng: source of all randomness.
        side: height and width of its picture in pixels.
        world: name of the kind of scene; None for any.

    Raises:
        ConfigurationError: there is no such world.
    """
    share = rng.random() * _CUMULATED[-1]
    drawn = list(WORLDS)[int(np.searchsorted(_CUMULATED, share, side="right"))]
    name = drawn if world is None else world
    if name not in WORLDS:
        raise ConfigurationError(f"there is no world '{name}'; {did_you_mean(name, WORLDS)}")
    composer = Composer(side, random_palette(rng, side), rng)
    light = Light() if WORLDS[name].flat else random_light(rng)
    WORLDS[name].compose(composer)
    return Scene(side, tuple(composer.nodes), composer.palette, light, name)
