"""How one thing in a synthetic scene is painted: tile, orientation, colours and shading.

Surfaces are plain rows of numbers so that the renderer can paint all pixels of a picture in one
pass, whatever they belong to. `materials.py` and `palette.py` draw them.
"""

from dataclasses import dataclass, replace

import numpy as np

from anymask.data.scenes.colours import Colour
from anymask.data.scenes.textures import TILE


@dataclass(frozen=True, eq=False)
class Surface:
    """A tinted, turned, shaded texture.

    Attributes:
        tile: number in the texture bank.
        turn: radians from the picture's x axis to the tile's.
        texels_per_pixel: small values magnify the texture.
        origin: (x, y) of the tile's corner, in texels.
        dark: colour where the tile is black.
        bright: colour where the tile is white.
        stretch: how much wider than high texels are: a floor that is seen from the side.
        light: (x, y) brightness gained per pixel along each axis, as a share.
        centre: (x, y) of the pixel whose brightness is not changed.
        roundness: brightness lost with the square of the gain: bodies instead of plates.
    """

    tile: int
    turn: float
    texels_per_pixel: float
    origin: tuple[float, float]
    dark: Colour
    bright: Colour
    stretch: float = 1.0
    light: tuple[float, float] = (0.0, 0.0)
    centre: tuple[float, float] = (0.0, 0.0)
    roundness: float = 0.0

    def lit(
        self, centre: tuple[float, float], radius: float, gain: float, direction: float
    ) -> "Surface":
        """Return the surface of a body at `centre` that gains `gain` towards `direction`."""
        slope = gain / radius
        light = (slope * float(np.cos(direction)), slope * float(np.sin(direction)))
        return replace(self, light=light, centre=centre)


def dimmed(surface: Surface, rng: np.random.Generator) -> Surface:
    """Return the surface brighter or darker, in the same hue, with another part of the texture."""
    factor = float(np.exp(rng.normal(0, 0.12)))
    origin = (rng.uniform(0, TILE), rng.uniform(0, TILE))
    return replace(
        surface, origin=origin, dark=surface.dark * factor, bright=surface.bright * factor
    )


def repainted(surface: Surface, rng: np.random.Generator) -> Surface:
    """Return nearly the same surface: another instance of the same kind of thing."""
    shift = rng.normal(0, 6, 3) + rng.normal(0, 8)
    origin = (rng.uniform(0, TILE), rng.uniform(0, TILE))
    return replace(surface, origin=origin, dark=surface.dark + shift, bright=surface.bright + shift)
