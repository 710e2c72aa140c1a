"""The picture of an answer: the image with its masks; side by side when one prompt has several.

The command line and the demo draw with it. What a mask, a click and a box look like is decided in
inference/draw.py.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8

from anymask.inference.result import Masks

GAP_SHARE = 0.02
"""Width of the white gap between panels, as a share of a panel's width."""

Coordinates = Sequence[Sequence[float]]


def draw_overlay(
    image: UInt8[np.ndarray, "H W 3"],
    masks: Masks,
    points: Coordinates = (),
    labels: Sequence[int] = (),
    boxes: Coordinates = (),
) -> UInt8[np.ndarray, "H panels 3"]:
    """Draw masks and the prompts that they answer.

    Args:
        image: RGB.
        masks: with several masks per object, one panel per rank: the best of each object first.
        points: clicks (x, y) in pixels.
        labels: 1 or 0 for each click.
        boxes: (x0, y0, x1, y1) in pixels.
    """
    panels = [
        masks[chosen].draw(image, points=points, labels=labels or None, boxes=boxes)
        for chosen in ranks(masks)
    ]
    return join_panels(panels)


def ranks(masks: Masks) -> list[list[int]]:
    """List the masks by rank within their object: first the best of each, then the second best."""
    if masks.objects is None or len(masks) == 0:
        return [list(range(len(masks)))]
    seen: dict[int, int] = {}
    by_rank: dict[int, list[int]] = {}
    for index, owner in enumerate(masks.objects.tolist()):
        by_rank.setdefault(seen.get(owner, 0), []).append(index)
        seen[owner] = seen.get(owner, 0) + 1
    return [by_rank[rank] for rank in sorted(by_rank)]


def join_panels(panels: Sequence[np.ndarray]) -> UInt8[np.ndarray, "H panels 3"]:
    """Put pictures of equal height side by side, with a white gap between them."""
    height, width, _ = panels[0].shape
    gap = np.full((height, max(1, round(width * GAP_SHARE)), 3), 255, np.uint8)
    pieces = [piece for panel in panels for piece in (gap, panel)]
    return np.concatenate(pieces[1:], axis=1)
