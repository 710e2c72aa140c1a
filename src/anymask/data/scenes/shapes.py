"""Outlines of things in a synthetic scene, and their pixels.

A shape is drawn at random in its own frame (within about one unit of the origin), then placed in
the picture by the composer and filled by the renderer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray
from PIL import Image, ImageDraw

Points = Float[ndarray, "N 2"]
"""Corners in order, (x, y); the last is joined to the first."""

TURN = 2 * np.pi


@dataclass(frozen=True, eq=False)
class Shape:
    """A closed outline and the outlines of its holes."""

    outline: Points
    holes: tuple[Points, ...] = ()

    def placed(
        self, centre: tuple[float, float], radius: float, angle: float, squash: float
    ) -> "Shape":
        """Squash the shape across its x axis, scale it by `radius`, turn it and move it.

        Args:
            centre: (x, y) where the origin goes.
            radius: length of one unit afterwards.
            angle: turn in radians, from x towards y.
            squash: factor on y before turning, in (0, 1].
        """
        cosine, sine = radius * np.cos(angle), radius * np.sin(angle)
        matrix = np.array([[cosine, sine], [-sine * squash, cosine * squash]])
        holes = tuple(hole @ matrix + centre for hole in self.holes)
        return Shape(self.outline @ matrix + centre, holes)


@dataclass(frozen=True, eq=False)
class Patch:
    """The pixels of a shape inside a window of the picture."""

    top: int
    left: int
    mask: Bool[ndarray, "h w"]

    @property
    def window(self) -> tuple[slice, slice]:
        """Rows and columns of the picture that `mask` covers."""
        height, width = self.mask.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


def rasterise(shape: Shape, side: int) -> Patch | None:
    """Return the pixels of a shape in a picture of (side, side), or None if it lies outside.

    >>> square = Shape(np.array([[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0]]))
    >>> patch = rasterise(square, 8)
    >>> patch.top, patch.left, patch.mask.shape
    (1, 1, (2, 2))
    """
    left, top = np.maximum(np.floor(shape.outline.min(0)), 0).astype(int).tolist()
    right, bottom = np.minimum(np.ceil(shape.outline.max(0)), side).astype(int).tolist()
    if left >= right or top >= bottom:
        return None
    image = Image.new("L", (right - left, bottom - top))
    draw = ImageDraw.Draw(image)
    # Pillow counts from pixel centres.
    origin = np.array([left + 0.5, top + 0.5])
    draw.polygon((shape.outline - origin).ravel().tolist(), fill=1)
    for hole in shape.holes:
        draw.polygon((hole - origin).ravel().tolist(), fill=0)
    return Patch(top, left, np.asarray(image).view(bool))


def random_shape(rng: np.random.Generator) -> Shape:
    """Draw one of the kinds below."""
    weights = np.array([weight for _, weight in KINDS], dtype=float)
    chosen = int(rng.choice(len(KINDS), p=weights / weights.sum()))
    return KINDS[chosen][0](rng)


def ellipse(rng: np.random.Generator) -> Shape:
    """Draw a circle; placing squashes it."""
    return Shape(_polar(np.ones(56)))


def blob(rng: np.random.Generator) -> Shape:
    """Draw a smooth lump: a radius with a few random waves."""
    waves = np.arange(2, 8)
    heights = rng.normal(size=6) * rng.uniform(0.1, 0.45) / waves
    phases = rng.uniform(0, TURN, 6)
    angle = np.linspace(0, TURN, 64, endpoint=False)[:, None]
    return Shape(_polar(np.exp((heights * np.cos(waves * angle + phases)).sum(1))))


def rounded_rectangle(rng: np.random.Generator) -> Shape:
    """Draw a superellipse, from nearly round to nearly square."""
    return Shape(_superellipse(rng.uniform(2.5, 16)))


def polygon(rng: np.random.Generator) -> Shape:
    """Draw three to seven corners around the middle."""
    corners = int(rng.integers(3, 8))
    angle = (np.arange(corners) + rng.uniform(-0.35, 0.35, corners)) / corners * TURN
    radius = rng.uniform(0.65, 1, corners)
    return Shape(np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1))


def star(rng: np.random.Generator) -> Shape:
    """Draw spikes around the middle: leaves, flowers, gears."""
    radius = np.ones(2 * int(rng.integers(4, 10)))
    radius[1::2] = rng.uniform(0.35, 0.8)
    return Shape(_polar(radius))


def ring(rng: np.random.Generator) -> Shape:
    """Draw a ring or a frame: an outline with a hole of the same form."""
    outline = _superellipse(rng.choice([2.0, 2.0, 12.0]))
    return Shape(outline, (outline[::-1] * rng.uniform(0.4, 0.8),))


def crescent(rng: np.random.Generator) -> Shape:
    """Draw a moon, a handle, a banana: one arc there, a flatter one back."""
    angle = np.linspace(0.5, TURN - 0.5, 28)
    outer = np.stack([np.cos(angle), np.sin(angle)], 1)
    flatness = rng.uniform(0.3, 0.8)
    inner = np.stack([np.cos(0.5) * (1 - flatness) + outer[:, 0] * flatness, outer[:, 1]], 1)
    return Shape(np.concatenate([outer, inner[::-1]]))


def band(rng: np.random.Generator) -> Shape:
    """Draw a bent strip that gets thinner: a limb, a branch, a rope, a path."""
    bend = rng.normal(0, 0.22, 18) + rng.normal(0, 0.1)
    heading = np.cumsum(bend)
    spine = np.cumsum(np.stack([np.cos(heading), np.sin(heading)], 1), 0)
    spine = (spine - spine.mean(0)) / np.abs(spine - spine.mean(0)).max()
    width = rng.uniform(0.04, 0.25) * np.linspace(1, rng.uniform(0.3, 1), 18)
    across = np.stack([-np.sin(heading), np.cos(heading)], 1) * width[:, None]
    return Shape(np.concatenate([spine + across, (spine - across)[::-1]]))


def angular(rng: np.random.Generator) -> Shape:
    """Draw a form with right angles and notches: a house, a letter, a tool."""
    x0, x1 = sorted(rng.uniform(-0.7, 0.7, 2))
    y0, y1 = rng.uniform(-0.6, 0.6, 2)
    corners = [(-1, -1), (x0, -1), (x0, y0), (x1, y0), (x1, -1), (1, -1), (1, y1), (0, 1), (-1, y1)]
    return Shape(np.array(corners, dtype=float))


KINDS: tuple[tuple[Callable[[np.random.Generator], Shape], float], ...] = (
    (ellipse, 2),
    (blob, 4),
    (rounded_rectangle, 3),
    (polygon, 2),
    (star, 1),
    (ring, 1),
    (crescent, 1),
    (band, 2),
    (angular, 1),
)
"""Every kind of shape and how often it is drawn, relative to the others."""


def _polar(radius: Float[ndarray, "N"]) -> Points:
    """Put corners at equal angles and the given distances."""
    angle = np.linspace(0, TURN, len(radius), endpoint=False)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)


def _superellipse(power: float) -> Points:
    """Return |x|^power + |y|^power = 1 as 56 corners."""
    circle = _polar(np.ones(56))
    points: Points = np.sign(circle) * np.abs(circle) ** (2 / power)
    return points
