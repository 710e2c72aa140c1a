"""Outlines without a name: what the clutter of synthetic scenes is cut from.

All are drawn within about one unit of the origin. Convex and hollow, smooth and ragged, fat and
thin ones are among them, because a network learns the outlines that it is shown.
"""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from anymask.data.scenes.shapes import TURN, Points, Shape


def random_shape(rng: np.random.Generator) -> Shape:
    """Draw one of the kinds below."""
    chosen = int(np.searchsorted(_CUMULATED, rng.random(), side="right"))
    return KINDS[chosen][0](rng)


def ellipse(rng: np.random.Generator) -> Shape:
    """Draw a circle; placing squashes it."""
    return Shape(polar(np.ones(56)))


def blob(rng: np.random.Generator) -> Shape:
    """Draw a smooth lump: a radius with a few random waves."""
    waves = np.arange(2, 8)
    heights = rng.normal(size=6) * rng.uniform(0.1, 0.45) / waves
    phases = rng.uniform(0, TURN, 6)
    angle = np.linspace(0, TURN, 64, endpoint=False)[:, None]
    return Shape(polar(np.exp((heights * np.cos(waves * angle + phases)).sum(1))))


def ragged(rng: np.random.Generator) -> Shape:
    """Draw a lump with a rough edge: crowns of trees, bushes, fur, rocks, splashes."""
    heights = rng.normal(size=48) * np.arange(1, 49) ** -0.9 * rng.uniform(0.06, 0.16)
    angle = np.linspace(0, TURN, 120, endpoint=False)[:, None]
    waves = np.cos(np.arange(2, 50) * angle + rng.uniform(0, TURN, 48))
    return Shape(0.9 * polar(np.exp((heights * waves).sum(1))))


def rounded_rectangle(rng: np.random.Generator) -> Shape:
    """Draw a superellipse, from nearly round to nearly square."""
    return Shape(superellipse(rng.uniform(2.5, 16)))


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
    return Shape(polar(radius))


def petals(rng: np.random.Generator) -> Shape:
    """Draw round fingers around the middle: paws, flowers, splashes."""
    fingers = int(rng.integers(3, 9))
    angle = np.linspace(0, TURN, 96, endpoint=False)
    depth = rng.uniform(0.15, 0.4)
    return Shape(polar(1 - depth + depth * np.cos(fingers * angle + rng.uniform(0, TURN))))


def ring(rng: np.random.Generator) -> Shape:
    """Draw a ring or a frame: an outline with a hole of the same form."""
    outline = superellipse(rng.choice([2.0, 2.0, 12.0]))
    return Shape(outline, (outline[::-1] * rng.uniform(0.4, 0.85),))


def lattice(rng: np.random.Generator) -> Shape:
    """Draw a plate with rows of openings: fences, gratings, ladders, shelves."""
    columns, rows = (int(count) for count in rng.integers(1, 6, 2))
    bar = rng.uniform(0.12, 0.4)
    opening = superellipse(rng.choice([2.0, 10.0])) * (1 - bar) / [columns, rows]
    grid = [
        ((2 * column + 1) / columns - 1, (2 * row + 1) / rows - 1)
        for row in range(rows)
        for column in range(columns)
    ]
    return Shape(superellipse(14.0), tuple((opening + np.array(at))[::-1] for at in grid))


def crescent(rng: np.random.Generator) -> Shape:
    """Draw a moon, a handle, a banana: one arc there, a flatter one back."""
    angle = np.linspace(0.5, TURN - 0.5, 28)
    outer = np.stack([np.cos(angle), np.sin(angle)], 1)
    flatness = rng.uniform(0.3, 0.8)
    inner = np.stack([np.cos(0.5) * (1 - flatness) + outer[:, 0] * flatness, outer[:, 1]], 1)
    return Shape(np.concatenate([outer, inner[::-1]]))


def band(rng: np.random.Generator) -> Shape:
    """Draw a bent strip that gets thinner: a limb, a branch, a rope, a path."""
    return _strip(rng, rng.uniform(0.04, 0.25), stiffness=0.22, joints=18)


def wire(rng: np.random.Generator) -> Shape:
    """Draw a long thin strip: poles, cables, twigs, hairs, scratches."""
    stiffness = float(rng.choice([0.0, 0.05, 0.3]))
    return _strip(rng, rng.uniform(0.008, 0.035), stiffness, joints=26)


def angular(rng: np.random.Generator) -> Shape:
    """Draw a form with right angles and notches: a house, a letter, a machine."""
    x0, x1 = sorted(rng.uniform(-0.7, 0.7, 2))
    y0, y1 = rng.uniform(-0.6, 0.6, 2)
    corners = [(-1, -1), (x0, -1), (x0, y0), (x1, y0), (x1, -1), (1, -1), (1, y1), (0, 1), (-1, y1)]
    return Shape(np.array(corners, dtype=float))


KINDS: tuple[tuple[Callable[[np.random.Generator], Shape], float], ...] = (
    (ellipse, 2),
    (blob, 4),
    (ragged, 2),
    (rounded_rectangle, 3),
    (polygon, 2),
    (star, 0.7),
    (petals, 0.7),
    (ring, 1),
    (lattice, 0.6),
    (crescent, 1),
    (band, 2),
    (wire, 1),
    (angular, 1),
)
"""Every kind of shape and how often it is drawn, relative to the others."""

_CUMULATED = np.cumsum([weight for _, weight in KINDS]) / sum(weight for _, weight in KINDS)


def polar(radius: Float[ndarray, "N"]) -> Points:
    """Put corners at equal angles and the given distances from the origin."""
    angle = np.linspace(0, TURN, len(radius), endpoint=False)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)


def superellipse(power: float) -> Points:
    """Return |x|^power + |y|^power = 1 as 56 corners."""
    # Rounded, because a small power makes much of a sine that is nearly zero.
    circle = polar(np.ones(56)).round(12)
    points: Points = np.sign(circle) * np.abs(circle) ** (2 / power)
    return points


def rounded(corners: Points) -> Points:
    """Cut the corners twice (Chaikin 1974); the outline stays within the polygon."""
    for _ in range(2):
        after = np.roll(corners, -1, 0)
        cut = np.stack([0.75 * corners + 0.25 * after, 0.25 * corners + 0.75 * after], 1)
        corners = cut.reshape(-1, 2)
    return corners


def _strip(rng: np.random.Generator, width: float, stiffness: float, joints: int) -> Shape:
    """Draw a strip along a random walk of headings."""
    heading = np.cumsum(rng.normal(0, stiffness, joints) + rng.normal(0, stiffness / 2))
    spine = np.cumsum(np.stack([np.cos(heading), np.sin(heading)], 1), 0)
    spine = (spine - spine.mean(0)) / np.abs(spine - spine.mean(0)).max()
    taper = np.linspace(1, rng.uniform(0.3, 1), joints)
    across = np.stack([-np.sin(heading), np.cos(heading)], 1) * (width * taper)[:, None]
    return Shape(np.concatenate([spine + across, (spine - across)[::-1]]))
