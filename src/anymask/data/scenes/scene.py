"""What is in a synthetic scene: a list of nodes, back to front, that form trees of parts.

Worlds (`worlds/`) compose scenes, `render.py` turns them into pixels, `objects.py` says what is
seen.
"""

from dataclasses import dataclass

from anymask.data.scenes.light import Light
from anymask.data.scenes.palette import Palette
from anymask.data.scenes.shapes import Shape
from anymask.data.scenes.surface import Surface

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
        nearness: (per row, at row 0): 1 / depth, which is affine in the picture for a plane.
        name: what it is called; empty for what has no name.
        colour: the name of its colour, if it has one.
        support: number of the node that it stands on or lies in, or ROOT.
    """

    parent: int
    shape: Shape | None
    surface: Surface | None
    clipped: bool = False
    shadow: float = 0.0
    nearness: tuple[float, float] = (0.0, 1.0)
    name: str = ""
    colour: str = ""
    support: int = ROOT


@dataclass(frozen=True, eq=False)
class Scene:
    """Nodes back to front; a node is followed at once by all its descendants.

    Attributes:
        side: height and width of the picture in pixels.
        nodes: the things; node 0 is the ground behind everything.
        palette: the colours that they share.
        light: how they are lit.
        world: name of the kind of scene.
    """

    side: int
    nodes: tuple[Node, ...]
    palette: Palette
    light: Light
    world: str
