"""What is in a synthetic scene: a list of nodes, back to front, that form trees of parts.

A scene covers its ground, then things of power-law sizes (dead leaves: Lee, Mumford and Huang
2001) are laid on it. A thing is a plain body, a body with patches, a group of attached limbs, a
grid of panes, or one of a flock of its like. `render.py` turns the scene into pixels.
"""

from dataclasses import dataclass, field

import numpy as np

from anymask.data.scenes.shapes import (
    TURN,
    Shape,
    band,
    random_shape,
    rounded_rectangle,
)
from anymask.data.scenes.surface import Palette, Surface, random_palette, repainted

ROOT = -1
"""Parent of a node that is not part of anything."""


@dataclass(frozen=True, eq=False)
class Node:
    """A visible thing or part, or a group of attached parts.

    Attributes:
        parent: number of the node that this is a part of, or ROOT.
        shape: outline in pixels of the picture, or None for a group, which only has parts.
        surface: how it is painted; None for a group.
        clipped: it shows only where its parent does (a patch), instead of adding to it (a limb).
        shadow: how much it darkens what lies behind it next to it, 0 to 1.
    """

    parent: int
    shape: Shape | None
    surface: Surface | None
    clipped: bool = False
    shadow: float = 0.0


@dataclass(frozen=True, eq=False)
class Scene:
    """Nodes back to front; a node is followed at once by all its descendants.

    Attributes:
        side: height and width of the picture in pixels.
        nodes: the things; node 0 is the ground behind everything.
        palette: the colours and the light that they share.
    """

    side: int
    nodes: tuple[Node, ...]
    palette: Palette


@dataclass(frozen=True, eq=False)
class Body:
    """Where a thing is: a circle around it, and how it is squashed and turned."""

    centre: tuple[float, float]
    radius: float
    angle: float
    squash: float


def random_scene(rng: np.random.Generator, side: int) -> Scene:
    """Draw a scene for a picture of (side, side) pixels."""
    composer = _Composer(side, random_palette(rng, side), rng)
    composer.add_ground()
    count = int(np.exp(rng.uniform(np.log(4), np.log(45))))
    small = power_law(rng, count, 0.04 * side, rng.uniform(0.15, 0.5) * side)
    # A photograph is of something: most have a few large things.
    large = rng.uniform(0.18, 0.5, int(rng.integers(0, 4))) * side
    radii = np.concatenate([small, large])
    # Large things tend to lie behind small ones, or there would be little to see.
    depth = np.log(radii) + rng.normal(0, 0.7, len(radii))
    for radius in radii[np.argsort(-depth)]:
        composer.add_thing(float(radius))
    return Scene(side, tuple(composer.nodes), composer.palette)


def power_law(
    rng: np.random.Generator, count: int, low: float, high: float, power: float = 1.6
) -> np.ndarray:
    """Draw sizes in [low, high] whose density falls as size^-power."""
    exponent = 1 - power
    share = rng.random(count)
    sizes: np.ndarray = (low**exponent + share * (high**exponent - low**exponent)) ** (1 / exponent)
    return sizes


@dataclass(eq=False)
class _Composer:
    """Adds nodes to a growing scene."""

    side: int
    palette: Palette
    rng: np.random.Generator
    nodes: list[Node] = field(default_factory=list)

    def add_ground(self) -> None:
        """Cover the picture, then some of it again: sky, wall, road, hills."""
        side, rng = self.side, self.rng
        edge = np.array([[0, 0], [side, 0], [side, side], [0, side]], dtype=float)
        middle = (side / 2, side / 2)
        self._add(ROOT, Shape(edge), Body(middle, float(side), 0.0, 1.0))
        for _ in range(int(rng.integers(0, 4))):
            # A half plane with a wavy edge.
            x = np.linspace(-2, 2, 40)
            waves = rng.normal(0, 0.12) * np.sin(rng.uniform(1, 9) * x + rng.uniform(0, TURN))
            rough = np.cumsum(rng.normal(0, 0.015, 40)) * rng.integers(0, 2)
            line = np.stack([x, waves + rough], 1)
            region = Shape(np.concatenate([line, [[2.0, 3.0], [-2.0, 3.0]]]))
            level = (side / 2, rng.uniform(0.15, 0.9) * side)
            tilt = rng.normal(0, 0.15) if rng.random() < 0.7 else rng.uniform(0, TURN)
            shape = region.placed(level, float(side), tilt, 1.0)
            self._add(ROOT, shape, Body(level, float(side), 0.0, 1.0))

    def add_thing(self, radius: float) -> None:
        """Add one thing of a random make, or a flock of small ones."""
        body = self._random_body(radius)
        make = self.rng.random()
        if make < 0.30:
            self._add_plain(ROOT, body)
        elif make < 0.55:
            self._add_patched(ROOT, body, depth=0)
        elif make < 0.80:
            self._add_limbed(body)
        elif make < 0.90:
            self._add_panes(body)
        else:
            self._add_flock(body)

    def _add_plain(self, parent: int, body: Body) -> int:
        return self._add(parent, self._shape(body), body, shadow=self._shadow())

    def _add_patched(self, parent: int, body: Body, depth: int) -> int:
        """Add a body with patches on it, which may have patches themselves."""
        number = self._add_plain(parent, body)
        self._add_patches(number, body, depth)
        return number

    def _add_patches(self, parent: int, body: Body, depth: int) -> None:
        rng = self.rng
        for _ in range(int(rng.integers(1, 5))):
            patch = self._inside(body, rng.uniform(0.15, 0.6))
            if rng.random() < 0.25:  # a stripe right across
                shape = band(rng).placed(patch.centre, 1.6 * body.radius, rng.uniform(0, TURN), 1.0)
            else:
                shape = self._shape(patch)
            number = self._add(parent, shape, patch, clipped=True)
            if depth == 0 and patch.radius > 0.05 * self.side and rng.random() < 0.4:
                self._add_patches(number, patch, depth=1)

    def _add_limbed(self, body: Body) -> None:
        """Add a group: a trunk with limbs that stick out of it, before or behind."""
        rng = self.rng
        group = self._append(Node(ROOT, None, None))
        trunk = Body(body.centre, 0.6 * body.radius, body.angle, body.squash)
        limbs = int(rng.integers(1, 6))
        behind = int(rng.integers(0, limbs + 1))
        alike = self.palette.surface(rng) if rng.random() < 0.5 else None
        for limb in range(limbs + 1):
            if limb == behind:
                add = self._add_patched if rng.random() < 0.5 else self._add_trunk
                add(group, trunk, 1)
                continue
            direction = rng.uniform(0, TURN)
            reach = rng.uniform(0.5, 0.9) * body.radius
            centre = self._shifted(body.centre, direction, reach)
            part = Body(centre, rng.uniform(0.25, 0.6) * body.radius, direction, 0.7)
            kind = band if rng.random() < 0.5 else random_shape
            shape = kind(rng).placed(centre, part.radius, direction, part.squash)
            surface = None if alike is None else repainted(alike, rng)
            self._add(group, shape, part, surface=surface, shadow=self._shadow() / 2)

    def _add_trunk(self, parent: int, body: Body, depth: int) -> int:
        return self._add_plain(parent, body)

    def _add_panes(self, body: Body) -> None:
        """Add a body with a regular grid of equal parts: windows, keys, tiles, seats."""
        rng = self.rng
        outline = rounded_rectangle(rng).placed(body.centre, body.radius, body.angle, body.squash)
        number = self._add(ROOT, outline, body, shadow=self._shadow())
        columns, rows = (int(n) for n in rng.integers(1, 6, 2))
        pane = rounded_rectangle(rng) if rng.random() < 0.7 else random_shape(rng)
        surface = self.palette.surface(rng)
        step = np.array([1.5 / columns, 1.5 * body.squash / rows]) * body.radius
        turn = np.array(
            [[np.cos(body.angle), np.sin(body.angle)], [-np.sin(body.angle), np.cos(body.angle)]]
        )
        size = rng.uniform(0.25, 0.42) * step
        for row in range(rows):
            for column in range(columns):
                offset = (np.array([column, row]) - np.array([columns - 1, rows - 1]) / 2) * step
                x, y = np.array(body.centre) + offset @ turn
                part = Body((x, y), float(size[0]), body.angle, float(size[1] / size[0]))
                shape = pane.placed(part.centre, part.radius, part.angle, part.squash)
                self._add(number, shape, part, surface=repainted(surface, rng), clipped=True)

    def _add_flock(self, body: Body) -> None:
        """Add several things of one kind near each other: fruit, cells, pebbles, people."""
        rng = self.rng
        kind, surface = random_shape(rng), self.palette.surface(rng)
        radius = rng.uniform(0.03, 0.08) * self.side
        spread = max(body.radius, 3 * radius)
        shadow = self._shadow()
        for _ in range(int(rng.integers(3, 16))):
            centre = self._shifted(body.centre, rng.uniform(0, TURN), spread * rng.random() ** 0.5)
            angle = rng.uniform(0, TURN) if rng.random() < 0.5 else body.angle
            one = Body(centre, radius * rng.uniform(0.75, 1.25), angle, rng.uniform(0.6, 1))
            shape = kind.placed(one.centre, one.radius, one.angle, one.squash)
            self._add(ROOT, shape, one, surface=repainted(surface, rng), shadow=shadow)

    def _add(
        self,
        parent: int,
        shape: Shape,
        body: Body,
        *,
        surface: Surface | None = None,
        clipped: bool = False,
        shadow: float = 0.0,
    ) -> int:
        """Append a painted node; without a surface it gets one of the palette's."""
        painted = self.palette.surface(self.rng) if surface is None else surface
        direction = self.palette.direction + self.rng.normal(0, 0.3)
        lit = painted.lit(body.centre, body.radius, self.rng.uniform(0, 0.35), direction)
        return self._append(Node(parent, shape, lit, clipped, shadow))

    def _append(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _shape(self, body: Body) -> Shape:
        return random_shape(self.rng).placed(body.centre, body.radius, body.angle, body.squash)

    def _random_body(self, radius: float) -> Body:
        rng = self.rng
        x, y = rng.uniform(-0.05, 1.05, 2) * self.side
        upright = rng.random() < 0.5
        angle = (
            rng.normal(0, 0.1) + rng.integers(0, 4) * TURN / 4 if upright else rng.uniform(0, TURN)
        )
        return Body((x, y), radius, angle, rng.uniform(0.4, 1))

    def _inside(self, body: Body, share: float) -> Body:
        """Draw a smaller body whose middle lies within another."""
        rng = self.rng
        reach = body.radius * 0.8 * rng.random() ** 0.5
        centre = self._shifted(body.centre, rng.uniform(0, TURN), reach)
        return Body(centre, share * body.radius, rng.uniform(0, TURN), rng.uniform(0.4, 1))

    def _shifted(
        self, centre: tuple[float, float], direction: float, distance: float
    ) -> tuple[float, float]:
        return (
            centre[0] + distance * np.cos(direction),
            centre[1] + distance * np.sin(direction),
        )

    def _shadow(self) -> float:
        return float(self.rng.choice([0.0, 0.25, 0.5]))
