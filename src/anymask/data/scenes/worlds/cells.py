"""Under the microscope: glowing nuclei, stained cells, and tissue packed without a gap."""

import numpy as np
from scipy.spatial import Voronoi

from anymask.data.scenes.colours import Colour
from anymask.data.scenes.composer import Body, Composer, frame
from anymask.data.scenes.materials import CLOUDY, GRAINY, ROUGH, SMOOTH, Material
from anymask.data.scenes.outlines import blob, ellipse, rounded
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.shapes import TURN, Points, Shape
from anymask.data.scenes.surface import Surface, dimmed

GLOW = Material(SMOOTH + CLOUDY, (4.0, 40.0), (0.6, 1.6), ((200, 200, 200),) * 2, 0.8)
PLASMA = Material(GRAINY + ROUGH, (4.0, 22.0), (0.7, 1.6), ((190, 190, 190), (150, 150, 150)))
STAIN = Material(GRAINY + CLOUDY, (4.0, 24.0), (0.7, 1.6), ((225, 170, 200), (240, 215, 225)))
NUCLEUS = Material(GRAINY, (6.0, 26.0), (0.8, 1.8), ((110, 65, 140), (80, 50, 120)), 0.4)
MEMBRANE = Material(GRAINY, (4.0, 14.0), (0.8, 1.6), ((45, 45, 45), (85, 85, 85)))
TINTS = ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), (0.25, 0.35, 1.0), (0.25, 1.0, 0.3), (1.0, 0.3, 0.25))


def compose(composer: Composer) -> None:
    """Compose the scene."""
    composer.approach(1000.0)
    make = composer.rng.random()
    if make < 0.4:
        _glowing(composer)
    elif make < 0.6:
        _stained(composer)
    else:
        _tissue(composer)


def _glowing(composer: Composer) -> None:
    """Bright nuclei of one tint on black."""
    rng, side = composer.rng, composer.side
    tint = np.array(TINTS[int(rng.integers(len(TINTS)))])
    dim: Colour = rng.uniform(2, 40) * tint
    composer.add(ROOT, frame(side), PLASMA.surface(rng, composer.palette.scale, dim))
    glow = GLOW.surface(rng, composer.palette.scale, rng.uniform(70, 230) * tint)
    radius = float(np.exp(rng.uniform(np.log(0.015), np.log(0.08)))) * side
    count = int(min(rng.uniform(0.05, 0.5) * side * side / (3 * radius**2), 120))
    squash, crowd = rng.uniform(0.55, 1), rng.uniform(0.1, 1)
    centre = rng.uniform(0.2, 0.8, 2)
    for _ in range(count):
        spread = rng.uniform(-0.05, 1.05, 2) if rng.random() < crowd else rng.normal(centre, 0.13)
        x, y = (spread * side).tolist()
        size = radius * float(np.exp(rng.normal(0, 0.2)))
        body = Body((x, y), size, rng.uniform(0, TURN), min(squash * rng.uniform(0.85, 1.15), 1.0))
        shape = body.place(ellipse(rng) if rng.random() < 0.6 else blob(rng))
        composer.approach(1.002)
        composer.add(ROOT, shape, dimmed(glow, rng), body=body, name="nucleus")


def _stained(composer: Composer) -> None:
    """Purple nuclei, some in the middle of pale cells, on pink."""
    rng, side = composer.rng, composer.side
    scale = composer.palette.scale
    composer.add(ROOT, frame(side), STAIN.surface(rng, scale))
    cell, nucleus = STAIN.surface(rng, scale), NUCLEUS.surface(rng, scale)
    radius = rng.uniform(0.03, 0.12) * side
    whole = rng.random() < 0.6
    for _ in range(int(min(rng.uniform(0.1, 0.7) * side * side / (3 * radius**2), 70))):
        x, y = (rng.uniform(-0.05, 1.05, 2) * side).tolist()
        body = Body((x, y), radius * float(np.exp(rng.normal(0, 0.2))), rng.uniform(0, TURN), 0.85)
        parent = ROOT
        composer.approach(1.002)
        if whole:
            outer = body.place(blob(rng))
            parent = composer.add(ROOT, outer, dimmed(cell, rng), body=body, name="cell")
        inner = Body((x, y), rng.uniform(0.3, 0.55) * body.radius, body.angle, rng.uniform(0.6, 1))
        shape = inner.place(blob(rng))
        painted = dimmed(nucleus, rng)
        composer.add(parent, shape, painted, body=inner, clipped=whole, name="nucleus")


def _tissue(composer: Composer) -> None:
    """Cells side by side with dark membranes between them and organelles inside, grey."""
    rng, side = composer.rng, composer.side
    scale = composer.palette.scale
    composer.add(ROOT, frame(side), MEMBRANE.surface(rng, scale, _grey(rng, 40.0, 90.0)))
    plasma = PLASMA.surface(rng, scale, _grey(rng, 140.0, 195.0))
    organelle = MEMBRANE.surface(rng, scale, _grey(rng, 40.0, 110.0))
    gap = rng.uniform(0.002, 0.007) * side
    count = int(np.exp(rng.uniform(np.log(25), np.log(170))))
    inner = rng.uniform(0, 0.5)
    waves = rng.uniform(8, 40)
    wave = rng.uniform(0, 0.9) / waves, waves, rng.uniform(0, TURN)
    for corners in packed_cells(rng, count):
        outline = side * _warped(rounded(_withdrawn(corners, gap / side)), *wave)
        centre = outline.mean(0)
        size = float(np.abs(outline - centre).max())
        x, y = centre.tolist()
        number = composer.add(ROOT, Shape(outline), dimmed(plasma, rng), name="cell")
        if rng.random() < inner and size > 0.03 * side:
            _add_organelles(composer, number, Body((x, y), size), organelle)


def _add_organelles(composer: Composer, cell: int, around: Body, surface: Surface) -> None:
    """Add one to three dark lumps to a cell."""
    rng = composer.rng
    for _ in range(int(rng.integers(1, 4))):
        x, y = (np.array(around.centre) + rng.normal(0, 0.3, 2) * around.radius).tolist()
        size = rng.uniform(0.12, 0.35) * around.radius
        body = Body((x, y), size, rng.uniform(0, TURN), rng.uniform(0.45, 1))
        shape = body.place(blob(rng))
        painted = dimmed(surface, rng)
        composer.add(cell, shape, painted, body=body, clipped=True, name="organelle")


def _grey(rng: np.random.Generator, low: float, high: float) -> Colour:
    return np.full(3, rng.uniform(low, high))


def _withdrawn(corners: Points, gap: float) -> Points:
    """Move the corners towards their middle by about `gap`, at most half of the way."""
    away = corners - corners.mean(0)
    reach = np.hypot(*away.T)[:, None]
    moved: Points = corners - away * np.minimum(1.5 * gap / reach, 0.5)
    return moved


def _warped(outline: Points, height: float, waves: float, phase: float) -> Points:
    """Shift every point by a smooth wave that is the same for all cells."""
    shift = height * np.sin(waves * outline[:, ::-1] + phase)
    warped: Points = outline + shift
    return warped


def packed_cells(rng: np.random.Generator, count: int) -> list[Points]:
    """Divide the unit square and its surroundings among random points (Voronoi 1908).

    Returns:
        The corners of each bounded region near the square, in order.
    """
    points = rng.uniform(-0.3, 1.3, (int(2.56 * count), 2))
    diagram = Voronoi(points)
    regions = [diagram.regions[at] for at in diagram.point_region.tolist()]
    cells = [diagram.vertices[corners] for corners in regions if corners and -1 not in corners]
    return [c for c in cells if ((c.min(0) < 1) & (c.max(0) > 0)).all() and np.abs(c).max() < 2]
