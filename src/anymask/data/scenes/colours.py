"""Colours that have a name: drawn by name for things, and named again from pixels in tests.

Eleven basic colour terms (Berlin and Kay 1969). Each owns a box in hue, saturation and value; the
box that colours are drawn from is smaller, so that shading and texture do not change the name.
"""

import colorsys
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

Colour = Float[ndarray, "3"]
"""RGB in 0..255."""

Range = tuple[float, float]

GREY_SATURATION = 0.16
"""Less saturated colours have no hue."""


@dataclass(frozen=True)
class Term:
    """Where a colour is drawn from.

    Attributes:
        hue: degrees; may pass 360.
        saturation: 0 to 1.
        value: 0 to 1.
    """

    hue: Range
    saturation: Range
    value: Range


TERMS: dict[str, Term] = {
    "black": Term((0.0, 360.0), (0.0, 0.10), (0.08, 0.13)),
    "white": Term((0.0, 360.0), (0.0, 0.05), (0.93, 1.0)),
    "grey": Term((0.0, 360.0), (0.0, 0.06), (0.42, 0.58)),
    "red": Term((354.0, 364.0), (0.72, 0.92), (0.55, 0.88)),
    "orange": Term((24.0, 33.0), (0.78, 0.95), (0.9, 1.0)),
    "brown": Term((20.0, 31.0), (0.5, 0.72), (0.32, 0.46)),
    "yellow": Term((50.0, 57.0), (0.65, 0.9), (0.86, 1.0)),
    "green": Term((95.0, 150.0), (0.42, 0.8), (0.32, 0.72)),
    "blue": Term((208.0, 236.0), (0.55, 0.85), (0.5, 0.9)),
    "purple": Term((272.0, 288.0), (0.42, 0.7), (0.42, 0.72)),
    "pink": Term((325.0, 342.0), (0.32, 0.55), (0.88, 1.0)),
}

HUES: tuple[tuple[float, str], ...] = (
    (14.0, "red"),
    (42.0, "orange"),
    (68.0, "yellow"),
    (176.0, "green"),
    (254.0, "blue"),
    (302.0, "purple"),
    (347.0, "pink"),
    (361.0, "red"),
)
"""Where each hue ends, in degrees."""


def draw_colour(name: str, rng: np.random.Generator) -> Colour:
    """Draw one of the colours that have this name.

    >>> name_colour(draw_colour("purple", np.random.default_rng(0)))
    'purple'
    """
    term = TERMS[name]
    hue = rng.uniform(*term.hue) / 360 % 1
    rgb = colorsys.hsv_to_rgb(hue, rng.uniform(*term.saturation), rng.uniform(*term.value))
    return 255 * np.array(rgb)


def name_colour(colour: Colour) -> str:
    """Name an RGB colour (0..255).

    >>> name_colour(np.array([250.0, 250, 250])), name_colour(np.array([90.0, 50, 20]))
    ('white', 'brown')
    """
    red, green, blue = (np.clip(colour, 0, 255) / 255).tolist()
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if value < 0.2:
        return "black"
    if saturation < GREY_SATURATION:
        return "white" if value > 0.7 else "grey"
    name = next(name for end, name in HUES if 360 * hue < end)
    return "brown" if name == "orange" and value < 0.62 else name
