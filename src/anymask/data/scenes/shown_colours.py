"""Which things show the colour that they were painted in: shade and tinted light can hide it.

`objects.py` is the user: a colour is only spoken of where the photograph shows it.
"""

import numpy as np
from jaxtyping import Bool, UInt8
from numpy import ndarray

from anymask.data.scenes.boxes import box_of
from anymask.data.scenes.colours import name_colour
from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene

SAMPLES = 400
"""So many pixels are enough to tell a colour."""


def shown_colours(
    scene: Scene,
    rendering: Rendering,
    nodes: list[int],
    masks: Bool[ndarray, "M S S"],
    image: UInt8[ndarray, "S S 3"],
) -> list[str]:
    """Name the colour of each mask, "" where it has none or another one is seen.

    Args:
        scene: what was composed.
        rendering: what is seen of it.
        nodes: the node of each mask.
        masks: what is seen of each node.
        image: the photograph.

    Returns:
        The colour of the node, if the median of its pixels has that name. The pixels of a painted
        node are those without its parts; of a group, those of its parts in its colour.
    """
    dyed = np.array([bool(node.colour) and node.shape is not None for node in scene.nodes])
    colours = []
    for number, mask in zip(nodes, masks, strict=True):
        node = scene.nodes[number]
        if not node.colour:
            colours.append("")
            continue
        left, top, right, bottom = box_of(mask)
        window = slice(top, bottom), slice(left, right)
        labels = rendering.labels[window]
        own = mask[window] & (dyed.take(labels) if node.shape is None else labels == number)
        colours.append(node.colour if _show(node.colour, image[window][own]) else "")
    return colours


def _show(colour: str, pixels: UInt8[ndarray, "P 3"]) -> bool:
    """Whether pixels look like a colour; few are looked at."""
    if not len(pixels):
        return False
    few = pixels[:: len(pixels) // SAMPLES + 1]
    return name_colour(np.median(few, axis=0)) == colour
