"""A table from above: dishes with food in them, fruit and tools beside them."""

import numpy as np

from anymask.data.scenes.clutter import add_flock
from anymask.data.scenes.composer import Body, Composer, frame
from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.shapes import TURN
from anymask.data.scenes.things import Standing, add_thing
from anymask.data.scenes.vocabulary.catalog import found_in

TABLES = ("wooden floor", "cloth", "wall", "tiled floor", "rock")


def compose(composer: Composer) -> None:
    """Compose the scene."""
    rng, side = composer.rng, composer.side
    composer.approach(1000.0)
    material = MATERIALS[TABLES[int(rng.integers(len(TABLES)))]]
    surface = material.surface(rng, composer.palette.scale)
    lit = surface.lit((side / 2, side / 2), float(side), rng.uniform(0, 0.5), rng.uniform(0, TURN))
    composer.ground = composer.add(ROOT, frame(side), lit, name="tabletop")
    # Height in pixels of one metre: the picture shows between half a metre and one.
    metre = side / rng.uniform(0.45, 1.0)
    for _ in range(int(rng.integers(0, 4))):
        _add_dish(composer, metre)
    for _ in range(int(rng.integers(3, 13))):
        x, y = (rng.uniform(0, 1, 2) * side).tolist()
        _lay_down(composer, (x, y), metre, composer.ground)
    if rng.random() < 0.4:
        radius = rng.uniform(0.05, 0.2) * side
        add_flock(composer, composer.random_body(radius))


def _add_dish(composer: Composer, metre: float) -> None:
    """Add a dish and what is in it."""
    rng, side = composer.rng, composer.side
    dishes = found_in("dish")
    kind = dishes[int(rng.integers(len(dishes)))]
    height = kind.metres * metre * rng.uniform(0.8, 1.2)
    x, y = (rng.uniform(0.05, 0.95, 2) * side).tolist()
    turn = rng.uniform(0, 360)
    dish = add_thing(
        composer, kind, (x, y + height / 2), height, support=composer.ground, spin=turn
    )
    if rng.random() < 0.6:
        for _ in range(int(rng.integers(1, 6))):
            _lay_down(composer, _within(rng, dish), metre, dish.number)
    else:
        body = Body((x, y), 0.25 * height)
        material = MATERIALS[("leaf", "gold", "soil", "skin", "pale")[int(rng.integers(5))]]
        add_flock(composer, body, material.surface(rng, composer.palette.scale))


def _within(rng: np.random.Generator, dish: Standing) -> tuple[float, float]:
    """Draw a point well inside a dish."""
    angle, reach = rng.uniform(0, TURN), 0.22 * rng.random() ** 0.5
    return dish.point(reach * float(np.cos(angle)), 0.5 + reach * float(np.sin(angle)))


def _lay_down(composer: Composer, middle: tuple[float, float], metre: float, support: int) -> None:
    """Lay something on the table or into a dish, turned any way."""
    rng = composer.rng
    kinds = found_in("flat") if support == composer.ground else found_in("fruit bowl")
    kind = kinds[int(rng.integers(len(kinds)))]
    height = min(kind.metres * metre * rng.uniform(0.8, 1.2), 0.5 * composer.side)
    base = (middle[0], middle[1] + height / 2)
    add_thing(composer, kind, base, height, support=support, spin=rng.uniform(0, 360))
