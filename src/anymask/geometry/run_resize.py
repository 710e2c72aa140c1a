"""From run lengths straight to masks of another size: training never decodes at full size.

A pixel of the result is set when at least half of its area is covered. Each run adds a ramp at
its start and its end in the cells that it touches; one cumulative sum turns the ramps into
coverage, so the cost is O(runs + pixels of the results' boxes), whatever the source's size::

    run     ░░▓▓▓▓▓▓░░      cells  |    |    |    |
    ramps      +      -            | .5 | 1  | .3 |   coverage; set where >= 0.5
"""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Bool
from numpy.typing import NDArray
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry.run_codec import decode
from anymask.geometry.run_sets import box
from anymask.geometry.run_window import column_pieces
from anymask.geometry.runs import Rle
from anymask.shapes import Size

CELLS_AT_ONCE = 1 << 20
"""Coverage is summed for as many masks at once as fit the processor's cache."""
HALF = 0.5 - 1e-6
"""Half a cell, less what sums of ramps may lose by rounding."""


def resize(rles: Sequence[Rle], size: Size) -> Bool[Tensor, "M h w"]:
    """Decode masks of one size at another size.

    Args:
        rles: M masks of one (height, width); the axes may be scaled differently, up or down.
        size: (height, width) of the result.

    Returns:
        (M, h, w) on the CPU: true where a pixel is covered to one half or more.

    Raises:
        InputError: the masks differ in size, or `size` has no pixels.

    >>> resize([Rle((2, 4), [4, 4])], (1, 2)).tolist()
    [[[False, True]]]
    """
    if len({rle.size for rle in rles}) > 1 or min(size) < 1:
        raise InputError(
            f"masks of sizes {sorted({rle.size for rle in rles})} cannot be resized to {size} "
            "(height, width) together; pass masks of one image and a size of at least (1, 1)"
        )
    if rles and rles[0].size == size:
        return torch.stack([decode(rle) for rle in rles])
    masks = np.zeros((len(rles), *size), dtype=np.bool_)
    boxes = [_target_box(rle, size) for rle in rles]
    group: list[int] = []
    cells = 0
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        own = (x1 - x0) * (y1 - y0)
        if group and cells + own > CELLS_AT_ONCE:
            _cover([rles[i] for i in group], [boxes[i] for i in group], masks[group[0] :])
            group, cells = [], 0
        group.append(index)
        cells += own
    if group:
        _cover([rles[i] for i in group], [boxes[i] for i in group], masks[group[0] :])
    return torch.from_numpy(masks)


def _target_box(rle: Rle, size: Size) -> tuple[int, int, int, int]:
    """Find the cells (x0, y0, x1, y1), half-open, that a mask can touch."""
    x0, y0, x1, y1 = box(rle)
    (height, width), (rows, columns) = rle.size, size
    return (
        x0 * columns // width,
        y0 * rows // height,
        -(-x1 * columns // width),
        -(-y1 * rows // height),
    )


def _cover(
    rles: Sequence[Rle], boxes: Sequence[tuple[int, int, int, int]], masks: NDArray[np.bool_]
) -> None:
    """Set the covered cells of the first masks of `masks` (M, h, w)."""
    (height, width), (rows, columns) = rles[0].size, masks.shape[1:]
    pieces = [column_pieces(rle.bounds, height) for rle in rles]
    owner = np.repeat(np.arange(len(rles)), [len(piece[0]) for piece in pieces])
    x, top, bottom = (np.concatenate(parts) for parts in zip(*pieces, strict=True))

    # Each mask has its own stretch of cells, column by column, with two spare rows for the ramps.
    left, upper, right, lower = np.array(boxes, dtype=np.int64).T
    stride = lower - upper + 2
    length = (right - left) * stride
    origin = np.cumsum(length) - length

    cell, share, piece = _spread(x, columns, width)
    owner = owner[piece]
    start = origin[owner] + (cell - left[owner]) * stride[owner] - upper[owner]
    places, weights = [], []
    for edge, sign in ((top, 1.0), (bottom, -1.0)):
        whole, rest = np.divmod(edge[piece] * rows, height)
        part = rest / height * share * sign
        places += [start + whole, start + whole + 1]
        weights += [share * sign - part, part]
    ramps = np.bincount(np.concatenate(places), np.concatenate(weights), int(length.sum()))
    covered = np.cumsum(ramps, out=ramps) >= HALF
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        tile = covered[origin[index] : origin[index] + length[index]].reshape(-1, stride[index])
        masks[index, y0:y1, x0:x1] = tile[:, :-2].T


def _spread(
    x: NDArray[np.int64], columns: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """List the target columns that source columns overlap: column, overlap, index into `x`."""
    low, high = x * columns, (x + 1) * columns  # in 1 / width of a target column
    first = low // width
    count = -(-high // width) - first
    piece = np.repeat(np.arange(len(x)), count)
    cell = first[piece] + np.arange(len(piece)) - (np.cumsum(count) - count)[piece]
    share = np.minimum(high[piece], (cell + 1) * width) - np.maximum(low[piece], cell * width)
    return cell, share / width, piece
