"""Indoors: a wall with what hangs on it, a floor with furniture, and things on the furniture."""

import numpy as np

from anymask.data.scenes.composer import Composer, frame, region
from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.outlines import ellipse
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.things import Standing, add_thing
from anymask.data.scenes.vocabulary.catalog import found_in
from anymask.data.scenes.worlds.outdoors import lay_floor, stand_things

WALLS = ("wall", "wall", "plaster", "wallpaper", "brick wall")
FLOORS = ("wooden floor", "tiled floor", "carpet")
CLOSER = 1.7
"""What stands on furniture is drawn this much larger than life, or nothing would be seen of it."""


def compose(composer: Composer) -> None:
    """Compose a room."""
    rng, side = composer.rng, composer.side
    composer.approach(250.0)  # the wall is four metres away
    edge = rng.uniform(0.5, 0.8) * side
    add_wall(composer)
    _hang_things(composer, edge)
    lay_floor(composer, FLOORS[int(rng.integers(len(FLOORS)))], edge, rng.uniform(0.4, 0.6))
    if rng.random() < 0.35:
        _add_rug(composer, edge)
    _furnish(composer, edge)


def compose_still_life(composer: Composer) -> None:
    """Compose a table seen from its side, close, with small things on it."""
    rng, side = composer.rng, composer.side
    composer.approach(1200.0)
    edge = rng.uniform(0.3, 0.7) * side
    add_wall(composer)
    table = ("wooden floor", "cloth", "wall")[int(rng.integers(3))]
    surface = MATERIALS[table].surface(rng, composer.palette.scale, turn=0.0, stretch=2.0)
    composer.lay_ground(region(rng, side, edge, 0.0), surface, "tabletop", rng.uniform(2, 3))
    stand_things(
        composer, found_in("table"), int(rng.integers(2, 8)), rng.uniform(0.7, 1.2), lumps=0
    )


def add_wall(composer: Composer) -> None:
    """Cover the picture with a wall, brighter towards the light."""
    rng, side = composer.rng, composer.side
    material = MATERIALS[WALLS[int(rng.integers(len(WALLS)))]]
    colour = composer.palette.colours[0] if rng.random() < 0.5 else None
    surface = material.surface(rng, composer.palette.scale, colour, turn=rng.normal(0, 0.02))
    gain, direction = rng.uniform(0, 0.5), composer.palette.direction
    lit = surface.lit((side / 2, side / 2), float(side), gain, direction)
    composer.add(ROOT, frame(side), lit, name="wall")


def _hang_things(composer: Composer, edge: float) -> None:
    """Hang up to three things side by side."""
    rng, side = composer.rng, composer.side
    hanging = found_in("wall")
    places = int(rng.integers(0, 4))
    for place in range(places):
        kind = hanging[int(rng.integers(len(hanging)))]
        height = kind.metres * 0.25 * side * rng.uniform(0.9, 1.4)
        x = (place + rng.uniform(0.3, 0.7)) / places * side
        add_thing(
            composer, kind, (x, min(rng.uniform(0.35, 0.7) * edge + height / 2, edge)), height
        )


def _add_rug(composer: Composer, edge: float) -> None:
    """Lay a flat round rug on the floor."""
    rng, side = composer.rng, composer.side
    centre = (rng.uniform(0.2, 0.8) * side, edge + rng.uniform(0.4, 0.8) * (side - edge))
    squash = rng.uniform(0.15, 0.3)
    radius = min(rng.uniform(0.15, 0.45) * side, (centre[1] - edge) / squash)
    surface = MATERIALS["carpet"].surface(rng, composer.palette.scale, stretch=2.5)
    composer.lay_ground(ellipse(rng).placed(centre, radius, 0.0, squash), surface, "rug")


def _furnish(composer: Composer, edge: float) -> None:
    """Put furniture, animals and people on the floor, far ones first, and things on top."""
    rng, side = composer.rng, composer.side
    kinds = found_in("floor")
    rows = np.sort(rng.uniform(edge + 0.05 * (side - edge), 1.02 * side, int(rng.integers(1, 7))))
    for row in rows.tolist():
        kind = kinds[int(rng.integers(len(kinds)))]
        metre = 0.95 * side * composer.ground_nearness(row)
        base = (rng.uniform(0.02, 0.98) * side, row)
        standing = add_thing(composer, kind, base, kind.metres * metre, support=composer.ground)
        if kind.top is not None and rng.random() < 0.8:
            _put_on_top(composer, standing, kind.top, metre)


def _put_on_top(
    composer: Composer, standing: Standing, top: tuple[float, float, float], metre: float
) -> None:
    """Put one to three things on a piece of furniture."""
    rng = composer.rng
    left, right, level = top
    small = found_in("table")
    count = int(rng.integers(1, 4))
    for place in range(count):
        share = (place + rng.uniform(0.2, 0.8)) / count
        base = standing.point(left + share * (right - left), level)
        item = small[int(rng.integers(len(small)))]
        add_thing(composer, item, base, CLOSER * item.metres * metre, support=standing.number)
