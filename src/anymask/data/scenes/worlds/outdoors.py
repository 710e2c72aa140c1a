"""Outdoors: sky, hills, and things that stand on the ground, from the horizon to the feet.

A ground plane in perspective: 1 / depth grows evenly from the horizon down, and things of known
height shrink with their distance.
"""

from dataclasses import dataclass

import numpy as np

from anymask.data.scenes.clutter import add_panes
from anymask.data.scenes.composer import Body, Composer, frame, region
from anymask.data.scenes.kinds import Kind
from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.outlines import blob, ragged
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.shapes import Shape
from anymask.data.scenes.things import add_thing
from anymask.data.scenes.vocabulary.catalog import found_in

GROUNDS = ("grass", "grass", "sand", "soil", "snow", "road", "water")
HILLS = ("forest", "grass", "rock", "snow", "sand")


@dataclass(frozen=True)
class Spot:
    """Where something stands on the ground.

    Attributes:
        x: column of the picture.
        nearness: 1 / depth.
        height: in pixels.
    """

    x: float
    nearness: float
    height: float


def compose(composer: Composer) -> None:
    """Compose the scene."""
    rng, side = composer.rng, composer.side
    add_sky(composer)
    horizon = rng.uniform(0.2, 0.72) * side
    for _ in range(int(rng.integers(0, 3))):
        _add_hill(composer, horizon)
    if rng.random() < 0.3:
        _add_skyline(composer, horizon)
    ground = GROUNDS[int(rng.integers(len(GROUNDS)))]
    lay_floor(composer, ground, horizon, nearness=rng.uniform(0.2, 0.5))
    if ground != "water" and rng.random() < 0.4:
        _add_road(composer, horizon)
    place = "water" if ground == "water" else "ground"
    focal = rng.uniform(0.7, 1.2)
    lumps = int(rng.integers(0, 6))
    stand_things(composer, found_in(place), int(rng.integers(1, 9)), focal, lumps)


def add_sky(composer: Composer) -> None:
    """Cover the picture with sky, clouds and what flies."""
    rng, side = composer.rng, composer.side
    scale = composer.palette.scale
    material = MATERIALS["evening sky" if rng.random() < 0.15 else "sky"]
    surface = material.surface(rng, scale, turn=0.0)
    upward = surface.lit((side / 2, side / 2), float(side), rng.uniform(-0.5, 0.1), np.pi / 2)
    composer.add(ROOT, frame(side), upward, name="sky")
    cloud = MATERIALS["snow"].surface(rng, scale)
    for _ in range(int(rng.integers(0, 4))):
        x, y = rng.uniform(-0.1, 1.1) * side, rng.uniform(0, 0.4) * side
        body = Body((x, y), rng.uniform(0.06, 0.25) * side, 0.0, rng.uniform(0.25, 0.5))
        composer.add(ROOT, body.place(ragged(rng)), cloud, name="cloud")
    flying = found_in("air")
    for _ in range(int(rng.integers(0, 3))):
        kind = flying[int(rng.integers(len(flying)))]
        x, y = rng.uniform(0.05, 0.95) * side, rng.uniform(0.1, 0.5) * side
        add_thing(composer, kind, (x, y), rng.uniform(0.05, 0.25) * side)


def lay_floor(composer: Composer, name: str, top: float, nearness: float) -> None:
    """Lay a floor of a material from row `top` to the foot of the picture."""
    rng, side = composer.rng, composer.side
    rough = rng.uniform(0, 0.08) if name in ("grass", "sand", "soil", "snow") else 0.0
    surface = MATERIALS[name].surface(
        rng, composer.palette.scale, turn=rng.normal(0, 0.1), stretch=rng.uniform(1.5, 4)
    )
    lit = surface.lit((side / 2, (side + top) / 2), float(side), rng.uniform(-0.2, 0.4), np.pi / 2)
    composer.lay_ground(region(rng, side, top, rough), lit, name.split()[-1], nearness)


def stand_things(
    composer: Composer, kinds: tuple[Kind, ...], count: int, focal: float, lumps: int
) -> None:
    """Put things on the ground, far ones first.

    Args:
        composer: the growing scene, with a ground.
        kinds: what may stand there.
        count: of choices; a choice may be a herd.
        focal: height in pixels of one metre at one metre, as a share of the picture.
        lumps: stones and bushes that stand among them.
    """
    rng, side = composer.rng, composer.side
    standing: list[tuple[Spot, Kind | None]] = []
    for _ in range(count):
        kind = kinds[int(rng.integers(len(kinds)))]
        herd = int(rng.integers(2, 6)) if rng.random() < 0.25 else 1
        middle = _random_spot(composer, kind, focal)
        for _ in range(herd):
            nearness = middle.nearness * float(np.exp(rng.normal(0, 0.15 if herd > 1 else 0)))
            x = middle.x if herd == 1 else middle.x + rng.normal(0, 1.2) * middle.height
            standing.append((Spot(x, nearness, focal * side * kind.metres * nearness), kind))
    for _ in range(lumps):
        nearness = composer.ground_nearness(float(side)) * rng.uniform(0.1, 1)
        spot = Spot(rng.uniform(0, side), nearness, 0.4 * focal * side * nearness)
        standing.append((spot, None))
    for spot, what in sorted(standing, key=lambda pair: pair[0].nearness):
        base = (spot.x, composer.ground_row(spot.nearness))
        if what is None:
            _add_lump(composer, base, spot.height)
        else:
            add_thing(composer, what, base, spot.height, support=composer.ground)


def _random_spot(composer: Composer, kind: Kind, focal: float) -> Spot:
    """Draw a distance at which the thing is neither a speck nor the whole picture."""
    rng, side = composer.rng, composer.side
    height = float(np.exp(rng.uniform(np.log(0.08), np.log(0.6)))) * side
    nearness = height / (focal * side * kind.metres)
    farthest = 0.05 * composer.ground_nearness(float(side))
    nearest = composer.ground_nearness(1.08 * side)
    nearness = float(np.clip(nearness, farthest, nearest * rng.uniform(0.6, 1)))
    return Spot(rng.uniform(0.02, 0.98) * side, nearness, focal * side * kind.metres * nearness)


def _add_lump(composer: Composer, base: tuple[float, float], height: float) -> None:
    """Add a stone or a bush."""
    rng = composer.rng
    material = MATERIALS["rock" if rng.random() < 0.4 else "leaf"]
    body = Body((base[0], base[1] - 0.3 * height), height * rng.uniform(0.3, 1), 0.0, 0.6)
    shape = body.place(blob(rng) if rng.random() < 0.3 else ragged(rng))
    surface = material.surface(rng, composer.palette.scale)
    composer.add(ROOT, shape, surface, body=body, shadow=composer.shadow())


def _add_hill(composer: Composer, horizon: float) -> None:
    """Add a hill behind the ground."""
    rng, side = composer.rng, composer.side
    level = horizon - rng.uniform(0.02, 0.22) * side
    material = MATERIALS[HILLS[int(rng.integers(len(HILLS)))]]
    surface = material.surface(rng, composer.palette.scale)
    composer.approach(1.3)
    composer.add(ROOT, region(rng, side, level, rng.uniform(0.2, 1.2)), surface, name="hill")


def _add_skyline(composer: Composer, horizon: float) -> None:
    """Add a row of blocks with windows along the horizon."""
    rng, side = composer.rng, composer.side
    for _ in range(int(rng.integers(2, 8))):
        radius = rng.uniform(0.04, 0.14) * side
        squash = rng.uniform(0.4, 1)
        body = Body((rng.uniform(0, side), horizon - 0.5 * radius), radius, np.pi / 2, squash)
        composer.approach(1.05)
        add_panes(composer, body)


def _add_road(composer: Composer, horizon: float) -> None:
    """Lay a road with a middle line flat on the ground, towards the horizon."""
    rng, side = composer.rng, composer.side
    goal, start = rng.uniform(0.1, 0.9) * side, rng.uniform(-0.2, 1.2) * side
    wide = rng.uniform(0.15, 0.5) * side
    top = horizon + 0.01 * side
    surface = MATERIALS["road"].surface(rng, composer.palette.scale, stretch=3.0)
    composer.lay_ground(_strip(goal, start, top, float(side), 0.02 * wide, wide), surface, "road")
    if rng.random() < 0.6:
        paint = MATERIALS["pale"].surface(rng, composer.palette.scale)
        line = _strip(goal, start, top, float(side), 0.0, 0.03 * wide)
        composer.lay_ground(line, paint, "line")


def _strip(
    goal: float, start: float, top: float, bottom: float, narrow: float, wide: float
) -> Shape:
    """A strip from (start, bottom), `wide`, to (goal, top), `narrow`."""
    return Shape(
        np.array(
            [
                (goal - narrow, top),
                (goal + narrow, top),
                (start + wide, bottom),
                (start - wide, bottom),
            ]
        )
    )
