"""The tree of whole, part and sub-part: which mask each mask is a part of."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Int
from torch import Tensor

from anymask.geometry import rle
from anymask.geometry.rle import Rle

CONTAINED = 0.9
"""Share of a part that has to lie inside its whole."""

CLEARLY_BIGGER = 1.25
"""A whole has at least so many times the area of its part; else both are the same thing."""


def find_parents(masks: Sequence[Rle]) -> Int[Tensor, "M"]:
    """Find the smallest mask that contains each mask.

    Boxes rule out most pairs; the rest is compared by run lengths, from small to large, until one
    contains the mask.

    Args:
        masks: of one image.

    Returns:
        Index of the parent of each mask, -1 for roots. A parent is always bigger than its part, so
        the links form a forest.

    >>> whole = rle.encode(torch.ones(1, 4, 4, dtype=torch.bool))[0]
    >>> part = rle.encode_window(torch.ones(2, 2, dtype=torch.bool), (1, 1), (4, 4))
    >>> find_parents([part, whole]).tolist()
    [1, -1]
    """
    parents = torch.full((len(masks),), -1)
    areas = np.array([rle.area(mask) for mask in masks])
    boxes = np.array([rle.box(mask) for mask in masks]).reshape(-1, 4)
    by_area = np.argsort(areas, kind="stable")
    for part in range(len(masks)):
        if areas[part] == 0:
            continue
        low = np.maximum(boxes[part, :2], boxes[:, :2])
        high = np.minimum(boxes[part, 2:], boxes[:, 2:])
        room = np.maximum(high - low, 0).prod(axis=1)
        possible = (areas >= CLEARLY_BIGGER * areas[part]) & (room >= CONTAINED * areas[part])
        for whole in by_area[possible[by_area]].tolist():
            if rle.intersection(masks[part], masks[whole]) >= CONTAINED * areas[part]:
                parents[part] = whole
                break
    return parents
