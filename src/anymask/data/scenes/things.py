"""Puts things that have a name into a scene: a kind, a place, a size, a pose and a colour.

The worlds are the users. Two things of a kind differ in colour, proportions, pose and side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from anymask.data.scenes.colours import draw_colour
from anymask.data.scenes.composer import Body, Composer
from anymask.data.scenes.kinds import Kind, Part
from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.shapes import Shape
from anymask.data.scenes.surface import Surface

AHEAD = 1.002
"""How much nearer a thing is than what was there before it, at least."""


@dataclass(frozen=True, eq=False)
class Standing:
    """A thing that was put into a scene.

    Attributes:
        number: of its group among the scene's nodes.
        matrix: (2, 2), from the kind's frame into the picture, for rows.
        offset: (2,), where the kind's origin is.
    """

    number: int
    matrix: Float[ndarray, "2 2"]
    offset: Float[ndarray, "2"]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the kind's frame is in the picture."""
        column, row = (np.array([x, y]) @ self.matrix + self.offset).tolist()
        return (column, row)


def add_thing(
    composer: Composer,
    kind: Kind,
    base: tuple[float, float],
    height: float,
    *,
    colour: str | None = None,
    support: int = ROOT,
    spin: float | None = None,
) -> Standing:
    """Add a thing in front of all there is, and say where it is.

    Args:
        composer: the growing scene.
        kind: what it is.
        base: (x, y) where the middle of its foot stands, in pixels of the picture.
        height: its height in pixels.
        colour: name of its main colour; None for one that its kind has.
        support: number of the thing that it stands on or lies in.
        spin: degrees by which it is turned around its middle; None for what its kind allows.
    """
    rng = composer.rng
    name = kind.colours[int(rng.integers(len(kind.colours)))] if colour is None else colour
    wide = rng.uniform(-kind.spin, kind.spin) if spin is None else spin
    matrix, offset = _pose(rng, base, height, np.radians(wide))
    placed = list(_place(rng, kind.parts, matrix, offset, -1, [0]))
    bottom = max((float(shape.outline[:, 1].max()) for _, _, shape in placed), default=base[1])
    composer.approach(AHEAD, bottom)
    painter = _Painter(composer, kind.finish, draw_colour(name, rng))
    group = composer.open_group(kind.name, name, support)
    shadow = composer.shadow()
    numbers: list[int] = []
    for part, parent, shape in placed:
        numbers.append(
            composer.add(
                group if parent < 0 else numbers[parent],
                shape,
                painter.surface(part.paint),
                body=_around(shape),
                clipped=part.inside,
                shadow=0.0 if part.inside else shadow,
                name=part.name,
                colour=name if part.paint == "main" else "",
            )
        )
    return Standing(group, matrix, offset)


class _Painter:
    """Gives all parts of a thing that are of one material the same surface."""

    def __init__(self, composer: Composer, finish: str, colour: np.ndarray) -> None:
        self._composer = composer
        dyed = MATERIALS[finish].surface(composer.rng, composer.palette.scale, colour)
        self._surfaces: dict[str, Surface] = {"main": dyed}

    def surface(self, paint: str) -> Surface:
        """Return the surface of a material, or that of the named colour for "main"."""
        if paint not in self._surfaces:
            material, composer = MATERIALS[paint], self._composer
            self._surfaces[paint] = material.surface(composer.rng, composer.palette.scale)
        return self._surfaces[paint]


def _pose(
    rng: np.random.Generator, base: tuple[float, float], height: float, turn: float
) -> tuple[np.ndarray, np.ndarray]:
    """Draw the map from the kind's frame (y up) into the picture (y down)."""
    mirror = 1 - 2 * int(rng.integers(2))
    width = mirror * height * float(np.exp(rng.normal(0, 0.08)))
    cosine, sine = np.cos(turn), np.sin(turn)
    matrix = np.array([[width * cosine, -width * sine], [-height * sine, -height * cosine]])
    middle = np.array([0.0, 0.5])
    # The middle stays where it is without the turn: half a height above the foot.
    return matrix, np.array(base) - [0.0, 0.5 * height] - middle @ matrix


def _place(
    rng: np.random.Generator,
    parts: tuple[Part, ...],
    matrix: np.ndarray,
    offset: np.ndarray,
    parent: int,
    count: list[int],
) -> Iterator[tuple[Part, int, Shape]]:
    """Yield each part, the position of its parent among those yielded, and its outline."""
    for part in parts:
        if part.share < 1 and rng.random() > part.share:
            continue
        turn = np.radians(part.turn + part.swing * rng.uniform(-1, 1))
        wide, high = part.size * np.exp(rng.normal(0, 0.04, 2))
        own = np.array(
            [
                [wide * np.cos(turn), wide * np.sin(turn)],
                [-high * np.sin(turn), high * np.cos(turn)],
            ]
        )
        number = count[0]
        count[0] += 1
        middle = np.array(part.at) @ matrix + offset
        yield part, parent, part.draw(rng).mapped(own @ matrix, middle)
        yield from _place(rng, part.parts, matrix, offset, number, count)


def _around(shape: Shape) -> Body:
    """The circle around a shape."""
    low, high = shape.outline.min(0), shape.outline.max(0)
    x, y = ((low + high) / 2).tolist()
    return Body((x, y), max(float((high - low).max()) / 2, 1.0))
