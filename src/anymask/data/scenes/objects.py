"""What is seen in a rendered scene: named objects with their colour, size, place and depth.

Everything is measured on the pixels that are seen, never on what was planned.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool
from numpy import ndarray
from PIL import Image, ImageDraw

from anymask.data.scenes.boxes import Box, box_of
from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import ROOT, Scene
from anymask.data.scenes.shapes import Points
from anymask.data.scenes.vocabulary.catalog import VOCABULARY

LEAST_SHARE = 0.0025
"""An object that covers less of the picture is not spoken of."""

LEAST_SEEN = 0.5
"""Nor is one of which less than this share is seen: the rest is hidden or cut off."""

SMALL, LARGE = 0.015, 0.1
"""Shares of the picture below and above which an object is called small and large."""


COARSE = 64
"""Side of the picture in which the whole area of a thing is measured."""


@dataclass(frozen=True)
class SceneObject:
    """A named thing, a named part of one, or a named region.

    Attributes:
        name: "cat", "wheel", "sky".
        colour: name of its colour, "" if it has none or does not show it.
        size: "small", "large" or "".
        mask: index of its mask in the sample.
        parent: index among the objects of what it is a part of, -1 for none.
        support: index among the objects of what it stands on or lies in, -1 for none.
        box: around its mask.
        area: of its mask, in pixels.
        depth: median over its mask; the horizon lies at hundreds.
        clear: enough of it is seen to know it.
    """

    name: str
    colour: str
    size: str
    mask: int
    parent: int
    support: int
    box: Box
    area: int
    depth: float
    clear: bool

    @property
    def is_thing(self) -> bool:
        """Whether it is a whole thing of the vocabulary, not a part or a region."""
        return self.parent < 0 and self.name in VOCABULARY


def find_objects(
    scene: Scene,
    rendering: Rendering,
    nodes: list[int],
    masks: Bool[ndarray, "M S S"],
    colours: list[str],
) -> tuple[SceneObject, ...]:
    """List everything in a scene that has a name and a mask.

    Args:
        scene: what was composed.
        rendering: what is seen of it.
        nodes: the node of each mask.
        masks: what is seen of each node.
        colours: the colour that each mask shows.

    Returns:
        Objects in the order of their masks, so that wholes come before their parts.
    """
    depth = 1 / rendering.nearness()
    place = {node: index for index, node in enumerate(_named(scene, nodes))}
    found = []
    for mask, number in enumerate(nodes):
        if number not in place:
            continue
        node, box = scene.nodes[number], box_of(masks[mask])
        window = slice(box[1], box[3]), slice(box[0], box[2])
        pixels = masks[mask][window]
        area = int(np.count_nonzero(pixels))
        share = area / masks[mask].size
        found.append(
            SceneObject(
                name=node.name,
                colour=colours[mask],
                size="small" if share < SMALL else "large" if share > LARGE else "",
                mask=mask,
                parent=_nearest_named(scene, node.parent, place),
                support=place.get(node.support, ROOT),
                box=box,
                area=area,
                depth=float(np.median(depth[window][pixels])),
                clear=share >= LEAST_SHARE and _is_whole(scene, rendering, number, area),
            )
        )
    return tuple(found)


def seen_names(scene: Scene, rendering: Rendering) -> Counter[str]:
    """Count all that has a name and at least one pixel: things, parts and regions alike."""
    areas = rendering.areas().tolist()
    return Counter(node.name for node, area in zip(scene.nodes, areas, strict=True) if area)


def _is_whole(scene: Scene, rendering: Rendering, number: int, area: int) -> bool:
    """Whether enough of a thing or part is seen; regions such as the sky have no whole."""
    node = scene.nodes[number]
    if node.parent == ROOT and node.name not in VOCABULARY:
        return True
    own = scene.nodes[number : int(rendering.last[number]) + 1]
    solid = [each.shape.outline for each in own if each.shape and not each.clipped]
    if node.clipped and node.shape:
        solid = [node.shape.outline]
    return area >= LEAST_SEEN * union_area(solid)


def union_area(outlines: list[Points]) -> float:
    """Measure in square pixels, roughly, what some outlines cover together, in the picture or not.

    >>> square = np.array([[0.0, 0], [40, 0], [40, 40], [0, 40]])
    >>> 1500 < union_area([square, square]) < 1800
    True
    """
    corners = np.concatenate(outlines)
    low, span = corners.min(0), float(np.ptp(corners, 0).max())
    scale = COARSE / max(span, 1.0)
    image = Image.new("L", (COARSE + 1, COARSE + 1))
    draw = ImageDraw.Draw(image)
    for outline in outlines:
        draw.polygon(((outline - low) * scale).ravel().tolist(), fill=1)
    return float(np.asarray(image).sum()) / scale**2


def _named(scene: Scene, nodes: list[int]) -> list[int]:
    return [number for number in nodes if scene.nodes[number].name]


def _nearest_named(scene: Scene, number: int, place: dict[int, int]) -> int:
    """Follow parents up to one that is among the objects."""
    while number != ROOT and number not in place:
        number = scene.nodes[number].parent
    return place.get(number, ROOT)
