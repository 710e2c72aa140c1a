"""Fronts of buildings: rows of equal windows with frames, panes, sills and shutters."""

from dataclasses import dataclass

import numpy as np

from anymask.data.scenes.composer import Body, Composer
from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.outlines import rounded_rectangle
from anymask.data.scenes.shapes import Shape
from anymask.data.scenes.surface import Surface
from anymask.data.scenes.things import add_thing
from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.worlds.outdoors import add_sky, lay_floor

FRONT = ("tree", "car", "bicycle", "person", "bench", "streetlight", "sign", "bus", "fir", "dog")
SQUARE = Shape(np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]))


@dataclass(frozen=True, eq=False)
class Front:
    """A front that windows are put on.

    Attributes:
        shear: (right, down) rows gained per column and columns per row: it is seen at an angle.
        middle: (x, y) that stays in place.
    """

    shear: tuple[float, float]
    middle: tuple[float, float]

    def place(self, centre: tuple[float, float], half: tuple[float, float], shape: Shape) -> Shape:
        """Put a shape of half width and half height on the front."""
        along, down = self.shear
        matrix = np.array([[half[0], half[0] * along], [half[1] * down, half[1]]])
        x, y = centre[0] - self.middle[0], centre[1] - self.middle[1]
        at = np.array([centre[0] + down * y, centre[1] + along * x])
        return shape.mapped(matrix, at)


def compose(composer: Composer) -> None:
    """Compose the scene."""
    rng, side = composer.rng, composer.side
    add_sky(composer)
    street = rng.uniform(0.75, 1.05) * side
    composer.approach(20.0)
    for _ in range(int(rng.integers(1, 3))):
        _add_front(composer, street)
    if street < 0.97 * side:
        ground = ("road", "grass", "soil")[int(rng.integers(3))]
        lay_floor(composer, ground, street - 2, nearness=0.2)
        _add_street(composer, street)


def _add_front(composer: Composer, street: float) -> None:
    """Add a building that reaches down to the street."""
    rng, side = composer.rng, composer.side
    top = rng.uniform(-0.1, 0.35) * side
    half = (rng.uniform(0.25, 0.7) * side, (street - top) / 2 + 4)
    centre = (rng.uniform(0.2, 0.8) * side, (street + top) / 2 + 4)
    scale = composer.palette.scale
    material = MATERIALS[("plaster", "brick wall", "wall")[int(rng.integers(3))]]
    shear = (0.0, 0.0) if rng.random() < 0.5 else (rng.normal(0, 0.12), 0.0)
    composer.approach(1.05)
    group = composer.open_group("building")
    front = Front(shear, centre)
    if rng.random() < 0.6:
        _add_roof(composer, front, group, (centre[0], top), half[0])
    body = Body(centre, float(side))
    surface = material.surface(rng, scale, turn=0.0)
    wall = composer.add(group, front.place(centre, half, SQUARE), surface, body=body, name="wall")
    _add_windows(composer, front, wall, centre, half)


def _add_roof(
    composer: Composer, front: Front, group: int, at: tuple[float, float], half: float
) -> None:
    """Add a roof along the upper edge; it is a part of the building beside its wall."""
    rng, side = composer.rng, composer.side
    slant = rng.uniform(0.3, 1)
    roof = Shape(np.array([(-1.06, 1.0), (-slant, -1.0), (slant, -1.0), (1.06, 1.0)]))
    height = rng.uniform(0.02, 0.12) * side
    surface = MATERIALS["rock"].surface(rng, composer.palette.scale)
    composer.add(group, front.place(at, (half, height), roof), surface, name="roof")


def _add_windows(
    composer: Composer,
    front: Front,
    wall: int,
    centre: tuple[float, float],
    half: tuple[float, float],
) -> None:
    """Add a grid of equal windows to a wall."""
    rng, side = composer.rng, composer.side
    step = rng.uniform(0.09, 0.26) * side
    columns = max(int(1.8 * half[0] / step), 1)
    rows = max(int(1.8 * half[1] / (1.25 * step)), 1)
    size = (rng.uniform(0.18, 0.38) * step, rng.uniform(0.3, 0.5) * step)
    style = _random_style(composer, size)
    for row in range(rows):
        for column in range(columns):
            x = centre[0] + (column - (columns - 1) / 2) * step
            y = centre[1] + (row - (rows - 1) / 2) * 1.25 * step
            if rng.random() < 0.95:
                style.add(composer, front, wall, (x, y))


@dataclass(frozen=True, eq=False)
class Style:
    """What all windows of a front have alike.

    Attributes:
        size: half width and half height in pixels.
        outline: of the window.
        frame, glass, wood: surfaces.
        panes: (columns, rows).
        shutters: beside it.
        sill: below it.
    """

    size: tuple[float, float]
    outline: Shape
    frame: Surface
    glass: Surface
    wood: Surface
    panes: tuple[int, int]
    shutters: bool
    sill: bool

    def add(self, composer: Composer, front: Front, wall: int, at: tuple[float, float]) -> None:
        """Add one window with its parts."""
        (wide, high), (x, y) = self.size, at
        frame = front.place(at, self.size, self.outline)
        window = composer.add(wall, frame, self.frame, clipped=True, name="window")
        columns, rows = self.panes
        for row in range(rows):
            for column in range(columns):
                middle = (
                    x + wide * 0.86 * ((2 * column + 1) / columns - 1),
                    y + high * 0.9 * ((2 * row + 1) / rows - 1),
                )
                half = (0.76 * wide / columns, 0.82 * high / rows)
                pane = front.place(middle, half, SQUARE)
                composer.add(window, pane, self.glass, clipped=True, name="pane")
        for offset in (-1.5, 1.5) if self.shutters else ():
            shutter = front.place((x + offset * wide, y), (0.46 * wide, high), SQUARE)
            composer.add(wall, shutter, self.wood, clipped=True, name="shutter")
        if self.sill:
            sill = front.place((x, y + 1.06 * high), (1.15 * wide, 0.1 * high), SQUARE)
            composer.add(wall, sill, self.frame, clipped=True, name="sill")


def _random_style(composer: Composer, size: tuple[float, float]) -> Style:
    rng, scale = composer.rng, composer.palette.scale
    return Style(
        size=size,
        outline=SQUARE if rng.random() < 0.8 else rounded_rectangle(rng),
        frame=MATERIALS["paper" if rng.random() < 0.6 else "wood"].surface(rng, scale),
        glass=MATERIALS["dark" if rng.random() < 0.4 else "glass"].surface(rng, scale),
        wood=MATERIALS["fabric" if rng.random() < 0.3 else "leaf"].surface(rng, scale),
        panes=(int(rng.integers(1, 3)), int(rng.integers(1, 3))),
        shutters=rng.random() < 0.3,
        sill=rng.random() < 0.4,
    )


def _add_street(composer: Composer, street: float) -> None:
    """Put trees, cars and people in front of the buildings."""
    rng, side = composer.rng, composer.side
    metre = rng.uniform(0.05, 0.12) * side
    rows = np.sort(rng.uniform(street, 1.05 * side, int(rng.integers(0, 6))))
    for row in rows.tolist():
        kind = VOCABULARY[FRONT[int(rng.integers(len(FRONT)))]]
        nearer = 1 + 0.6 * (row - street) / (side - street)
        base = (rng.uniform(0, side), row)
        add_thing(composer, kind, base, kind.metres * metre * nearer, support=composer.ground)
