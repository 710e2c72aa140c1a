"""Set arithmetic on run lengths, without decoding: area, box, overlap, union.

Mask NMS, the seams of tiles, the tree of masks and the evaluation compare masks in this form.
Every function works on the starts and ends of runs (`Rle.bounds`), in O(runs).
"""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry.runs import Rle, from_bounds


def area(rle: Rle) -> int:
    """Count the pixels of a mask.

    >>> area(Rle((2, 2), [1, 3]))
    3
    """
    return int(rle.counts[1::2].sum())


def box(rle: Rle) -> tuple[int, int, int, int]:
    """Find the bounding box of a mask.

    Returns:
        (x0, y0, x1, y1) in pixels, half-open: the width is x1 - x0. Zeros for an empty mask.

    >>> box(Rle((2, 2), [2, 1, 1]))
    (1, 0, 2, 1)
    """
    starts, ends = rle.bounds[0::2], rle.bounds[1::2]
    if len(starts) == 0:
        return 0, 0, 0, 0
    height = rle.size[0]
    first_column, top = np.divmod(starts, height)
    last_column, bottom = np.divmod(ends - 1, height)
    # A run that goes on in the next column touches the lower and the upper border.
    wraps = bool((first_column != last_column).any())
    y0, y1 = (0, height) if wraps else (int(top.min()), int(bottom.max()) + 1)
    return int(first_column[0]), y0, int(last_column[-1]) + 1, y1


def intersection(a: Rle, b: Rle) -> int:
    """Count the pixels that two masks of one size share.

    Raises:
        InputError: the sizes differ.
    """
    _require_one_size([a, b])
    return int(_shared_pixels([a.bounds], b)[0])


def iou(a: Sequence[Rle], b: Sequence[Rle]) -> Float[Tensor, "N K"]:
    """Compare each mask of `a` with each mask of `b` by intersection over union.

    Returns:
        (N, K) float32 in [0, 1]; 0 where both masks are empty.

    Raises:
        InputError: the sizes differ.
    """
    _require_one_size([*a, *b])
    shared = np.zeros((len(a), len(b)))
    meets = _boxes_meet(a, b)
    bounds = [rle.bounds for rle in a]
    for k, rle in enumerate(b):
        near = np.flatnonzero(meets[:, k])
        if len(near):
            shared[near, k] = _shared_pixels([bounds[n] for n in near], rle)
    areas_a = np.array([area(rle) for rle in a], dtype=float)
    areas_b = np.array([area(rle) for rle in b], dtype=float)
    union = areas_a[:, None] + areas_b[None, :] - shared
    return torch.from_numpy((shared / np.maximum(union, 1)).astype(np.float32))


def union(rles: Sequence[Rle]) -> Rle:
    """Join masks of one size.

    Raises:
        InputError: there is no mask, or the sizes differ.
    """
    if not rles:
        raise InputError("the union of 0 masks has no size; pass at least one mask")
    _require_one_size(rles)
    bounds = np.concatenate([rle.bounds for rle in rles])
    steps = np.tile(np.array([1, -1]), len(bounds) // 2)
    # At one position starts come before ends, so that runs that touch become one.
    order = np.lexsort((-steps, bounds))
    depth = np.cumsum(steps[order])
    is_edge = (depth == 0) | ((depth == 1) & (steps[order] == 1))
    return from_bounds(bounds[order][is_edge], rles[0].size)


def _shared_pixels(bounds: Sequence[NDArray[np.int64]], other: Rle) -> NDArray[np.float64]:
    """Count the pixels that `other` shares with each mask given by its run bounds.

    The number of pixels of `other` before a position grows linearly inside its runs and is
    constant between them, so interpolation at the bounds is exact.
    """
    knots = other.bounds
    shared = np.zeros(len(bounds))
    if len(knots) == 0:
        return shared
    inside = np.zeros(len(knots))
    inside[1::2] = other.counts[1::2]
    before = np.interp(np.concatenate(bounds), knots, np.cumsum(inside))
    lengths = before[1::2] - before[0::2]
    owner = np.repeat(np.arange(len(bounds)), [len(each) // 2 for each in bounds])
    np.add.at(shared, owner, lengths)
    return shared


def _boxes_meet(a: Sequence[Rle], b: Sequence[Rle]) -> NDArray[np.bool_]:
    """(N, K) true where the bounding boxes share a pixel."""
    boxes_a = np.array([box(rle) for rle in a]).reshape(-1, 1, 4)
    boxes_b = np.array([box(rle) for rle in b]).reshape(1, -1, 4)
    low = np.maximum(boxes_a[..., :2], boxes_b[..., :2])
    high = np.minimum(boxes_a[..., 2:], boxes_b[..., 2:])
    meet: NDArray[np.bool_] = (low < high).all(axis=-1)
    return meet


def _require_one_size(rles: Sequence[Rle]) -> None:
    """Refuse masks of different images."""
    sizes = {rle.size for rle in rles}
    if len(sizes) > 1:
        raise InputError(
            f"masks of different sizes {sorted(sizes)} (height, width) cannot be compared; "
            "bring them to one image first"
        )
