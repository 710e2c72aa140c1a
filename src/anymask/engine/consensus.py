"""Which masks of several annotators show the same object, and what most of them say it looks like.

Pure geometry on run lengths; `agreement.py` brings the masks. People who mark the same object agree
at an IoU of 85 to 91 % ("Segment Anything", section 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from anymask.evaluation.overlap import paired_iou
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.geometry.runs import from_bounds

SAME = 0.5
"""From this IoU on two masks show the same object."""


@dataclass(frozen=True)
class Pair:
    """Two masks of two annotators that show the same object: their places, and their IoU."""

    a: int
    b: int
    iou: float


@dataclass(frozen=True)
class Object:
    """What several annotators drew of one object.

    Attributes:
        members: annotator and place of the mask, at most one for each annotator.
        mean_iou: of each two of them; None: only one annotator drew it.
        majority: pixels that more than half of those who drew it drew; may be empty.
    """

    members: tuple[tuple[int, int], ...]
    mean_iou: float | None
    majority: Rle


def match_masks(a: Sequence[Rle], b: Sequence[Rle], same: float = SAME) -> list[Pair]:
    """Pair the masks of two annotators, each at most once, so that the sum of IoUs is largest.

    Args:
        a: N masks of one annotator.
        b: K masks of the same size by the other one.
        same: pairs with a smaller IoU are no pairs.

    >>> match_masks([Rle((1, 4), [0, 3, 1])], [Rle((1, 4), [0, 4]), Rle((1, 4), [3, 1])])
    [Pair(a=0, b=0, iou=0.75)]
    """
    if not a or not b:
        return []
    ious = rle.iou(a, b).numpy().astype(float)
    rows, columns = linear_sum_assignment(np.where(ious >= same, ious, 0.0), maximize=True)
    chosen = [(int(n), int(k)) for n, k in zip(rows, columns, strict=True) if ious[n, k] >= same]
    exact = paired_iou([a[n] for n, _ in chosen], [b[k] for _, k in chosen]).tolist()
    return [Pair(n, k, iou) for (n, k), iou in zip(chosen, exact, strict=True)]


def objects_of(annotators: Sequence[Sequence[Rle]], same: float = SAME) -> list[Object]:
    """Bring together what several annotators of one image drew.

    The first annotator's masks are the first objects; each next annotator's masks are paired with
    the objects so far, by the mask that was there first, and what has no pair is a new object.

    Args:
        annotators: the masks of each, all of one size.
        same: from this IoU on two masks show the same object.
    """
    objects: list[list[tuple[int, int]]] = []
    for annotator, masks in enumerate(annotators):
        first = [annotators[members[0][0]][members[0][1]] for members in objects]
        pairs = {pair.b: pair.a for pair in match_masks(first, masks, same)}
        for place in range(len(masks)):
            if place in pairs:
                objects[pairs[place]].append((annotator, place))
            else:
                objects.append([(annotator, place)])
    return [_object(annotators, members) for members in objects]


def majority(masks: Sequence[Rle]) -> Rle:
    """Return the pixels that are in more than half of the masks.

    Args:
        masks: one or more, of one size.

    >>> majority([Rle((1, 4), [0, 2, 2]), Rle((1, 4), [0, 3, 1]), Rle((1, 4), [1, 3])]).counts
    array([0, 3, 1])
    """
    bounds = np.concatenate([mask.bounds for mask in masks])
    steps = np.tile(np.array([1, -1]), len(bounds) // 2)
    places, owner = np.unique(bounds, return_inverse=True)
    depth = np.cumsum(np.bincount(owner.ravel(), weights=steps, minlength=len(places)))
    inside = np.concatenate([[False], depth > len(masks) / 2])
    return from_bounds(places[inside[1:] != inside[:-1]], masks[0].size)


def _object(annotators: Sequence[Sequence[Rle]], members: Sequence[tuple[int, int]]) -> Object:
    masks = [annotators[annotator][place] for annotator, place in members]
    pairs = list(combinations(masks, 2))
    ious = paired_iou([a for a, _ in pairs], [b for _, b in pairs])
    return Object(tuple(members), float(ious.mean()) if pairs else None, majority(masks))
