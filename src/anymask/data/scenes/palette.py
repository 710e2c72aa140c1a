"""The colours and the light of one scene, for everything that no material is prescribed for.

Half of the palettes are those of photographs: muted browns, greys, greens and blues with few loud
accents. The others hold a few hues of any kind, so that outlines are learnt and not colours.
"""

import colorsys
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from anymask.data.scenes.surface import Surface
from anymask.data.scenes.textures import NATURAL, TILE, texture_bank

ANCHORS = np.array(
    [
        (225, 222, 215), (178, 172, 160), (128, 124, 118), (84, 82, 80), (42, 40, 42),
        (20, 20, 24), (240, 240, 242), (140, 150, 160), (196, 168, 132), (150, 112, 78),
        (104, 72, 48), (66, 46, 34), (206, 160, 132), (232, 205, 175), (150, 185, 222),
        (88, 128, 178), (60, 82, 110), (110, 130, 80), (70, 92, 48), (42, 60, 36),
        (170, 60, 48), (214, 170, 72),
    ],
    dtype=float,
)  # fmt: skip
"""(N, 3) RGB: what is common in photographs of streets, rooms, meals and animals."""


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
        swap = 1 - 2 * int(rng.integers(2))
        tiles = NATURAL if rng.random() < 0.6 else len(texture_bank())
        turn, step, x, y = rng.random(4).tolist()
        return Surface(
            tile=int(rng.integers(tiles)),
            turn=2 * np.pi * turn,
            texels_per_pixel=self.scale * float(np.exp(1.6 * step - 1)),
            origin=(TILE * x, TILE * y),
            dark=base - swap * half,
            bright=base + swap * half,
            roundness=(0.0, 0.0, 0.5, 1.0)[int(rng.integers(4))],
        )


def random_palette(rng: np.random.Generator, side: int) -> Palette:
    """Draw the colours of a scene."""
    count = int(rng.integers(3, 10))
    if rng.random() < 0.5:
        colours = ANCHORS[rng.integers(len(ANCHORS), size=count)] * rng.normal(1, 0.08, (count, 1))
    else:
        colours = _few_hues(rng, count)
    return Palette(
        colours=np.clip(colours, 0, 255),
        contrast=rng.uniform(12, 70),
        direction=rng.uniform(0, 2 * np.pi),
        scale=512 / side,
    )


def _few_hues(rng: np.random.Generator, count: int) -> Float[ndarray, "N 3"]:
    """Draw a few hues, muted more often than loud, sometimes none."""
    hue = rng.uniform() + rng.normal(0, rng.uniform(0.05, 0.4), count)
    saturation = rng.beta(1.0, 2.5, count) * (rng.random() > 0.12)
    value = rng.beta(1.6, 1.6, count) * 0.9 + 0.05
    colours = [
        colorsys.hsv_to_rgb(h % 1, s, v) for h, s, v in zip(hue, saturation, value, strict=True)
    ]
    return 255 * np.array(colours)
