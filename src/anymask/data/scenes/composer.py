"""Builds a scene node by node, back to front, and keeps its depths in the order of occlusion.

The worlds are the users. Whatever is added is nearer to the eye than all that it covers: upright
things get a depth that falls from one to the next, and on a ground seen from the side, that of the
ground under their feet.
"""

from dataclasses import dataclass, field

import numpy as np

from anymask.data.scenes.palette import Palette
from anymask.data.scenes.scene import ROOT, Node
from anymask.data.scenes.shapes import Shape
from anymask.data.scenes.surface import Surface

THIN = 1 + 1e-5
"""How much nearer a part is than what it lies on."""

OVERLAP = 2.0
"""Pixels reach over the outline that they are drawn for by less than so many rows."""

FAR = 1e-3
"""1 / depth of what is farthest."""


@dataclass(frozen=True, eq=False)
class Body:
    """Where a thing is: a circle around it, and how it is squashed and turned."""

    centre: tuple[float, float]
    radius: float
    angle: float = 0.0
    squash: float = 1.0

    def place(self, shape: Shape) -> Shape:
        """Put a shape where the body is."""
        return shape.placed(self.centre, self.radius, self.angle, self.squash)


@dataclass(eq=False)
class Composer:
    """A growing scene.

    Attributes:
        side: height and width of the picture in pixels.
        palette: colours of whatever gets no surface of its own.
        rng: source of all randomness.
        nodes: back to front.
        ground: number of the node that things stand on, or ROOT.
    """

    side: int
    palette: Palette
    rng: np.random.Generator
    nodes: list[Node] = field(default_factory=list)
    ground: int = ROOT
    _nearest: float = FAR
    _plane: tuple[float, float] = (0.0, 0.0)

    def ground_row(self, nearness: float) -> float:
        """Row of the picture at which the ground has this 1 / depth."""
        return (nearness - self._plane[1]) / self._plane[0]

    def ground_nearness(self, row: float) -> float:
        """1 / depth of the ground at a row of the picture, 0 before there is any."""
        return self._plane[0] * row + self._plane[1]

    def approach(self, factor: float, bottom: float = 0.0) -> None:
        """Come nearer before a new thing, at least to the ground below its lowest row."""
        ground = self.ground_nearness(min(bottom + OVERLAP, float(self.side))) * (1 + 1e-3)
        self._nearest = max(self._nearest * factor, ground)

    def lay_ground(self, shape: Shape, surface: Surface, name: str, nearness: float = 0.5) -> int:
        """Lay a plane that comes towards the eye, up to `nearness` at the picture's lowest row.

        A second one lies flat on the first.
        """
        top = max(float(shape.outline[:, 1].min()) - OVERLAP, 0.0)
        if self._plane == (0.0, 0.0):
            start = 1.02 * self._nearest
            slope = (nearness - start) / (self.side - top)
            self._plane = (slope, start - slope * top)
            self.ground = len(self.nodes)
        else:
            self._plane = (self._plane[0] * THIN, self._plane[1] * THIN)
        return self._append(Node(ROOT, shape, surface, nearness=self._plane, name=name))

    def open_group(self, name: str = "", colour: str = "", support: int = ROOT) -> int:
        """Add a thing that only has parts; they must follow."""
        return self._append(Node(ROOT, None, None, name=name, colour=colour, support=support))

    def add(
        self,
        parent: int,
        shape: Shape,
        surface: Surface | None = None,
        *,
        body: Body | None = None,
        clipped: bool = False,
        shadow: float = 0.0,
        name: str = "",
        colour: str = "",
    ) -> int:
        """Add an upright node.

        Args:
            parent: what it is a part of, or ROOT.
            shape: its outline in the picture.
            surface: how it is painted; None for a surface of the palette.
            body: lights the surface as a body there; None leaves its light as it is.
            clipped: it shows only on its parent.
            shadow: how much it darkens what lies behind it.
            name: what it is called.
            colour: the name of its colour.
        """
        painted = self.palette.surface(self.rng) if surface is None else surface
        if body is not None:
            direction = self.palette.direction + self.rng.normal(0, 0.3)
            gain = self.rng.uniform(0, 0.35)
            painted = painted.lit(body.centre, body.radius, gain, direction)
        self.approach(THIN, float(shape.outline[:, 1].max()))
        nearness = (0.0, self._nearest)
        return self._append(
            Node(parent, shape, painted, clipped, shadow, nearness, name=name, colour=colour)
        )

    def shadow(self) -> float:
        """Draw how much a thing darkens what lies behind it."""
        return (0.0, 0.25, 0.5)[int(self.rng.integers(3))]

    def random_body(self, radius: float) -> Body:
        """Draw a place for a thing of a size; it may stick out of the picture."""
        rng = self.rng
        x, y = (rng.uniform(-0.05, 1.05, 2) * self.side).tolist()
        upright = rng.random() < 0.5
        quarter = np.pi / 2 * int(rng.integers(4))
        angle = rng.normal(0, 0.1) + quarter if upright else rng.uniform(0, 2 * np.pi)
        return Body((x, y), radius, float(angle), rng.uniform(0.4, 1))

    def _append(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1


def frame(side: int) -> Shape:
    """The outline of the whole picture."""
    return Shape(np.array([[0, 0], [side, 0], [side, side], [0, side]], dtype=float))


def region(rng: np.random.Generator, side: int, level: float, rough: float) -> Shape:
    """Draw everything below a more or less wavy line.

    Args:
        rng: source of all randomness.
        side: of the picture.
        level: mean row of the line.
        rough: 0 for a straight line, 1 for mountains.
    """
    x = np.linspace(-0.02, 1.02, 60)
    waves = rng.normal(0, 0.08) * np.sin(rng.uniform(2, 18) * x + rng.uniform(0, 6))
    ridge = np.cumsum(rng.normal(0, 0.012, 60))
    line = level / side + rough * (waves + ridge - ridge.mean() + rng.normal(0, 0.2) * (x - 0.5))
    corner = np.array([[1.02, 1.02], [-0.02, 1.02]])
    return Shape(side * np.concatenate([np.stack([x, line], 1), corner]))
