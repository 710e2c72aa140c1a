"""How one thing in a synthetic scene is painted: tile, orientation, colours and shading.

Surfaces are plain rows of numbers so that the renderer can paint all pixels of a picture in one
pass, whatever they belong to.
"""

import colorsys
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from anymask.data.scenes.textures import NATURAL, TILE, texture_bank

Colour = Float[ndarray, "3"]
"""RGB in 0..255."""


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
    light: tuple[float, float] = (0.0, 0.0)
    centre: tuple[float, float] = (0.0, 0.0)
    roundness: float = 0.0

    def lit(
        self, centre: tuple[float, float], radius: float, gain: float, direction: float
    ) -> "Surface":
        """Return the surface of a body at `centre` that gains `gain` towards `direction`."""
        light = (gain / radius * np.cos(direction), gain / radius * np.sin(direction))
        return replace(self, light=light, centre=centre)


@dataclass(frozen=True, eq=False)
class Palette:
    """The colours and the light of one scene; things of one scene go together.

    Attributes:
        colours: (N, 3) RGB in 0..255.
        contrast: typical difference of dark and bright within a surface, in grey levels.
        direction: where the light comes from, in radians.
        scale: typical texels per pixel; pictures with few pixels show coarser texels.
    """

    colours: Float[ndarray, "N 3"]
    contrast: float
    direction: float
    scale: float

    def surface(self, rng: np.random.Generator) -> Surface:
        """Draw a surface in the colours of the scene."""
        base = self.colours[rng.integers(len(self.colours))] + rng.normal(0, 8, 3)
        half = min(rng.exponential(self.contrast / 2), 90) * (1 + rng.normal(0, 0.15, 3))
        swap = rng.choice([-1, 1])
        tiles = NATURAL if rng.random() < 0.5 else len(texture_bank())
        return Surface(
            tile=int(rng.integers(tiles)),
            turn=rng.uniform(0, 2 * np.pi),
            texels_per_pixel=self.scale * np.exp(rng.uniform(-1, 0.6)),
            origin=(rng.uniform(0, TILE), rng.uniform(0, TILE)),
            dark=base - swap * half,
            bright=base + swap * half,
            roundness=float(rng.choice([0.0, 0.0, 0.5, 1.0])),
        )


def random_palette(rng: np.random.Generator, side: int) -> Palette:
    """Draw the colours of a scene: a few hues, muted more often than loud, sometimes none."""
    count = int(rng.integers(3, 10))
    hue = rng.uniform() + rng.normal(0, rng.uniform(0.05, 0.4), count)
    saturation = rng.beta(1.2, 2.5, count) * (rng.random() > 0.12)
    value = rng.beta(1.6, 1.6, count) * 0.9 + 0.05
    colours = [
        colorsys.hsv_to_rgb(h % 1, s, v) for h, s, v in zip(hue, saturation, value, strict=True)
    ]
    return Palette(
        colours=255 * np.array(colours),
        contrast=rng.uniform(12, 70),
        direction=rng.uniform(0, 2 * np.pi),
        scale=512 / side,
    )


def repainted(surface: Surface, rng: np.random.Generator) -> Surface:
    """Return nearly the same surface: another instance of the same kind of thing."""
    shift = rng.normal(0, 6, 3) + rng.normal(0, 8)
    origin = (rng.uniform(0, TILE), rng.uniform(0, TILE))
    return replace(surface, origin=origin, dark=surface.dark + shift, bright=surface.bright + shift)
