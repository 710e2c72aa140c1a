"""Kinds of things that have a name: how a cat or a chair is built from its parts.

A kind is drawn in a frame of its own: x to the right, y up, the ground at y = 0, one unit high.
Each part is placed in that frame (not in its parent's), so a plan reads like a drawing. The plans
lie in `vocabulary/`; `things.py` puts them into a scene.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from anymask.data.scenes.outlines import polar, ragged, superellipse
from anymask.data.scenes.shapes import Points, Shape

Draw = Callable[[np.random.Generator], Shape]

EVERY_COLOUR = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white", "black")


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a kind and the parts on it.

    Attributes:
        name: what it is called, e.g. "wheel".
        draw: its outline in its own frame.
        at: (x, y) where the origin of its frame goes.
        size: factors on its x and y.
        turn: degrees against the clock.
        swing: degrees by which the turn varies; limbs swing around their joint.
        paint: "main" for the colour that the thing is named by, else a material.
        inside: it shows only where its parent does.
        share: how many of the things have it.
        parts: parts of the part.
    """

    name: str
    draw: Draw
    at: tuple[float, float]
    size: tuple[float, float]
    turn: float = 0.0
    swing: float = 0.0
    paint: str = "main"
    inside: bool = False
    share: float = 1.0
    parts: tuple["Part", ...] = ()

    def with_parts(self, *parts: "Part") -> "Part":
        """Return this part with parts that show only on it."""
        return replace(self, parts=tuple(replace(part, inside=True) for part in parts))

    def painted(self, paint: str) -> "Part":
        """Return this part in another material."""
        return replace(self, paint=paint)

    def sometimes(self, share: float) -> "Part":
        """Return this part as one that only a share of the things has."""
        return replace(self, share=share)


@dataclass(frozen=True, eq=False)
class Kind:
    """Something that has a name.

    Attributes:
        name: singular.
        family: "animal", "vehicle", "tool", ...
        places: where it is found: "ground", "floor", "table", "wall", "air", "water".
        metres: its height.
        parts: back to front.
        colours: what its main colour may be.
        finish: the material that is dyed in the main colour.
        plural: name of several.
        top: (left, right, y) of a flat top that things can stand on.
        spin: degrees by which it may be turned as a whole.
        dressed: its colour is that of its clothes.
    """

    name: str
    family: str
    places: tuple[str, ...]
    metres: float
    parts: tuple[Part, ...]
    colours: tuple[str, ...] = EVERY_COLOUR
    finish: str = "plastic"
    plural: str = ""
    top: tuple[float, float, float] | None = None
    spin: float = 4.0
    dressed: bool = False

    @property
    def several(self) -> str:
        """The plural."""
        return self.plural or self.name + "s"


_CIRCLE = polar(np.ones(40))
_BOX = superellipse(10.0)
_LIMB = np.array(
    [
        (0, 1), (0.5, 0.95), (0.9, 0.8), (1, 0.4), (1, -0.4), (0.9, -0.8), (0.5, -0.95), (0, -1),
        (-0.06, -0.6), (-0.06, 0.6),
    ]
)  # fmt: skip


def oval(name: str, x: float, y: float, width: float, height: float, turn: float = 0.0) -> Part:
    """An ellipse around (x, y); width and height are half axes."""
    return Part(name, lambda rng: Shape(_CIRCLE), (x, y), (width, height), turn)


def box(name: str, x: float, y: float, width: float, height: float, turn: float = 0.0) -> Part:
    """A box with soft corners around (x, y); width and height are halves."""
    return Part(name, lambda rng: Shape(_BOX), (x, y), (width, height), turn)


def limb(
    name: str, x: float, y: float, length: float, width: float, turn: float, swing: float = 0.0
) -> Part:
    """A leg, an arm, a handle: it leaves its joint (x, y) in the direction `turn`."""
    return Part(name, lambda rng: Shape(_LIMB), (x, y), (length, width / 2), turn, swing)


def hoop(name: str, x: float, y: float, radius: float, opening: float) -> Part:
    """A ring around (x, y); `opening` is the share of the radius that is hollow."""
    ring = Shape(_CIRCLE, (_CIRCLE[::-1] * opening,))
    return Part(name, lambda rng: ring, (x, y), (radius, radius))


def tuft(name: str, x: float, y: float, width: float, height: float) -> Part:
    """A lump with a rough edge around (x, y): leaves, wool."""
    return Part(name, ragged, (x, y), (width, height))


def corners(name: str, *points: tuple[float, float]) -> Part:
    """A polygon, in the frame of the thing."""
    shape = Shape(np.array(points, dtype=float))
    return Part(name, lambda rng: shape, (0.0, 0.0), (1.0, 1.0))


def curve(name: str, *points: tuple[float, float]) -> Part:
    """A smooth outline through the points, in the frame of the thing."""
    shape = Shape(smooth(np.array(points, dtype=float)))
    return Part(name, lambda rng: shape, (0.0, 0.0), (1.0, 1.0))


def smooth(points: Points, steps: int = 6) -> Points:
    """Run a closed Catmull-Rom curve through the points."""
    before, after = np.roll(points, 1, 0), np.roll(points, -1, 0)
    beyond = np.roll(points, -2, 0)
    t = np.arange(steps)[:, None, None] / steps
    path = points + t * (
        (after - before) / 2
        + t * (before - 2.5 * points + 2 * after - beyond / 2)
        + t**2 * (1.5 * (points - after) + (beyond - before) / 2)
    )
    outline: Points = path.transpose(1, 0, 2).reshape(-1, 2)
    return outline
