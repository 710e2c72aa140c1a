"""What things and regions of a synthetic scene are made of: sky, grass, wood, fur, glass.

A material says which tiles of the texture bank it may show, how strongly and how finely, and what
colours it has by nature; a thing's main material is dyed in its named colour instead.
"""

from dataclasses import dataclass

import numpy as np

from anymask.data.scenes.colours import Colour, Range
from anymask.data.scenes.surface import Surface
from anymask.data.scenes.textures import TILE

Rgb = tuple[int, int, int]

# Tiles of the bank (textures.py) by what they look like.
ROUGH, GRAINY, CLOUDY, SMOOTH = (0, 1, 2, 3), (4, 5, 6, 7, 8), (9, 10, 11), (12, 13, 14)
STREAKED = (15, 17, 19)
WAVY = (23, 28, 33)
STRIPED = (21, 22, 26, 27)
CHECKED = (25, 30)
SPECKLED = (39, 43, 47)
PEBBLED = (37, 41, 45)
BRICKS = (48, 49)


@dataclass(frozen=True)
class Material:
    """What a surface may look like.

    Attributes:
        tiles: numbers in the texture bank.
        contrast: half the difference of dark and bright, in grey levels.
        texels: texels per pixel in a picture of 512 pixels.
        colours: what it looks like by nature, RGB; a colour between two of them is drawn.
        roundness: see `Surface`.
    """

    tiles: tuple[int, ...]
    contrast: Range
    texels: Range
    colours: tuple[Rgb, ...]
    roundness: float = 0.0

    def surface(
        self,
        rng: np.random.Generator,
        scale: float,
        colour: Colour | None = None,
        *,
        turn: float | None = None,
        stretch: float = 1.0,
    ) -> Surface:
        """Draw a surface.

        Args:
            rng: source of all randomness.
            scale: texels per pixel are multiplied by this.
            colour: dye, RGB; None for one of its own.
            turn: radians by which the texture is turned; None for any.
            stretch: see `Surface`.
        """
        middle = self._own_colour(rng) if colour is None else colour
        # A dye must keep its name; by nature, bright and dark places differ in hue as well.
        varied = 0.06 if colour is not None else 0.2
        strength = float(np.clip(np.exp(rng.normal(0, 0.35)), 0.4, 2.0))
        half = strength * rng.uniform(*self.contrast) * (1 + rng.normal(0, varied, 3))
        return Surface(
            tile=self.tiles[int(rng.integers(len(self.tiles)))],
            turn=rng.uniform(0, 2 * np.pi) if turn is None else turn,
            texels_per_pixel=scale * rng.uniform(*self.texels),
            origin=(rng.uniform(0, TILE), rng.uniform(0, TILE)),
            dark=middle - half,
            bright=middle + half,
            stretch=stretch,
            roundness=self.roundness,
        )

    def _own_colour(self, rng: np.random.Generator) -> Colour:
        one, other = rng.integers(len(self.colours), size=2).tolist()
        share = rng.random()
        mixed = share * np.array(self.colours[one]) + (1 - share) * np.array(self.colours[other])
        colour: Colour = mixed * rng.normal(1, 0.06) + rng.normal(0, 4, 3)
        return colour


_BLUES: tuple[Rgb, ...] = ((96, 150, 215), (130, 175, 225), (60, 110, 190), (165, 195, 225))
_GREENS: tuple[Rgb, ...] = ((70, 110, 45), (95, 130, 60), (50, 85, 40), (120, 130, 70))
_WOODS: tuple[Rgb, ...] = ((120, 82, 50), (150, 108, 70), (90, 60, 38), (190, 155, 115))
_GREYS: tuple[Rgb, ...] = ((95, 95, 98), (130, 130, 130), (70, 72, 75))

MATERIALS: dict[str, Material] = {
    # Regions.
    "sky": Material(SMOOTH + CLOUDY, (2.0, 26.0), (0.2, 0.6), (*_BLUES, (205, 212, 220))),
    "evening sky": Material(SMOOTH, (4.0, 22.0), (0.2, 0.5), ((220, 140, 90), (90, 80, 120))),
    "grass": Material(ROUGH + STREAKED, (12.0, 38.0), (0.8, 1.8), _GREENS),
    "sand": Material(ROUGH + GRAINY, (5.0, 20.0), (0.7, 1.5), ((205, 180, 135), (180, 155, 115))),
    "soil": Material(ROUGH + GRAINY, (12.0, 35.0), (0.7, 1.5), ((110, 85, 62), (85, 66, 50))),
    "snow": Material(GRAINY + SMOOTH, (3.0, 14.0), (0.5, 1.2), ((238, 241, 246), (215, 222, 235))),
    "road": Material(ROUGH, (4.0, 16.0), (0.9, 1.8), _GREYS),
    "water": Material(STREAKED + WAVY, (5.0, 24.0), (0.6, 1.3), ((60, 105, 130), (85, 130, 150))),
    "wall": Material(SMOOTH + GRAINY, (1.0, 9.0), (0.4, 1.2), ((220, 212, 198), (170, 180, 185))),
    "brick wall": Material(BRICKS, (10.0, 30.0), (0.7, 1.6), ((150, 80, 62), (170, 120, 95))),
    "wallpaper": Material(
        STRIPED + CHECKED + SPECKLED, (3.0, 16.0), (0.7, 2.0), ((200, 190, 170),) * 2
    ),
    "wooden floor": Material(STREAKED + WAVY, (8.0, 26.0), (0.6, 1.4), _WOODS),
    "tiled floor": Material(CHECKED + BRICKS, (6.0, 34.0), (0.5, 1.4), ((200, 195, 185), *_GREYS)),
    "carpet": Material(ROUGH + SPECKLED, (6.0, 24.0), (0.8, 1.8), ((140, 90, 80), (120, 120, 130))),
    "cloth": Material(
        STRIPED + CHECKED + GRAINY, (3.0, 26.0), (0.6, 1.6), ((225, 222, 215), (90, 110, 150))
    ),
    "rock": Material(GRAINY + CLOUDY, (12.0, 40.0), (0.5, 1.4), ((135, 128, 120), (100, 98, 100))),
    "forest": Material(ROUGH + PEBBLED, (14.0, 34.0), (0.8, 1.6), ((45, 70, 38), (70, 90, 50))),
    "plaster": Material(
        GRAINY, (2.0, 12.0), (0.6, 1.4), ((214, 196, 160), (190, 120, 95), *_GREYS)
    ),
    # Things, dyed or not.
    "fur": Material((15, 17, 19, 4, 5), (7.0, 22.0), (0.8, 1.6), _WOODS, 0.6),
    "skin": Material(
        SMOOTH, (2.0, 8.0), (0.5, 1.0), ((224, 172, 140), (150, 100, 70), (90, 60, 45)), 0.6
    ),
    "hair": Material(
        STREAKED, (6.0, 18.0), (1.0, 2.0), ((40, 30, 25), (110, 75, 45), (190, 150, 90)), 0.5
    ),
    "plastic": Material(SMOOTH, (1.0, 10.0), (0.3, 0.8), ((200, 60, 60), (60, 90, 160)), 0.5),
    "metal": Material(
        SMOOTH + STREAKED, (4.0, 18.0), (0.3, 0.9), ((165, 168, 172), (110, 112, 118)), 1.0
    ),
    "glass": Material(
        SMOOTH, (6.0, 26.0), (0.2, 0.6), ((150, 180, 195), (60, 75, 90), (190, 210, 215))
    ),
    "rubber": Material(GRAINY, (2.0, 8.0), (0.6, 1.2), ((32, 32, 34), (50, 48, 48)), 0.3),
    "wood": Material(STREAKED + WAVY, (6.0, 22.0), (0.7, 1.5), _WOODS, 0.3),
    "bark": Material(
        STREAKED + ROUGH, (12.0, 30.0), (0.8, 1.5), ((85, 65, 48), (110, 95, 80)), 0.6
    ),
    "leaf": Material(
        ROUGH + PEBBLED, (12.0, 34.0), (0.8, 1.7), ((60, 105, 40), (90, 125, 50)), 0.5
    ),
    "paper": Material(SMOOTH, (1.0, 6.0), (0.4, 1.0), ((240, 238, 230), (225, 220, 205))),
    "dark": Material(SMOOTH, (1.0, 6.0), (0.5, 1.0), ((28, 26, 26), (45, 42, 42)), 0.3),
    "pale": Material(SMOOTH, (1.0, 8.0), (0.5, 1.0), ((240, 236, 226), (225, 215, 200)), 0.3),
    "gold": Material(SMOOTH, (4.0, 18.0), (0.4, 1.0), ((205, 165, 60), (180, 140, 50)), 1.0),
    "light": Material(SMOOTH, (1.0, 5.0), (0.3, 0.6), ((255, 246, 215), (255, 235, 180))),
    "fabric": Material(
        STRIPED + GRAINY + SMOOTH, (2.0, 14.0), (0.8, 2.0), ((150, 140, 130),) * 2, 0.3
    ),
}
"""Every material by name."""
