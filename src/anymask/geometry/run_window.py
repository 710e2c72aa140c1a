"""Masks move between an image and a window of it, without decoding: place, crop, column pieces.

Tiles and crops of everything mode are placed into their image; training crops masks to the part
of the picture that it looks at. Everything is O(runs), or O(columns) for runs of many columns.
"""

import numpy as np
from numpy.typing import NDArray

from anymask.geometry.runs import Rle, from_bounds, require_inside
from anymask.shapes import Size

Pieces = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""Runs cut where columns end: (L,) column, first row, and row after the last of each piece."""


def place(rle: Rle, offset: tuple[int, int], size: Size) -> Rle:
    """Put a mask into a larger image, background everywhere else.

    Args:
        rle: the mask of a window.
        offset: (x, y) of the window's top-left pixel in the image.
        size: (height, width) of the image.

    Raises:
        InputError: the window does not lie in the image.
    """
    require_inside("mask", rle.size, offset, size)
    if rle.size == size:
        return rle
    x, starts, ends = column_pieces(rle.bounds, rle.size[0])
    origin = (x + offset[0]) * size[0] + offset[1]
    return from_bounds(np.stack([origin + starts, origin + ends], axis=1).reshape(-1), size)


def crop(rle: Rle, offset: tuple[int, int], size: Size) -> Rle:
    """Cut a window out of a mask.

    Args:
        rle: the mask of an image.
        offset: (x, y) of the window's top-left pixel in the image.
        size: (height, width) of the window.

    Raises:
        InputError: the window does not lie in the image.

    >>> crop(Rle((2, 2), [1, 3]), (0, 1), (1, 2)).counts.tolist()
    [0, 2]
    """
    require_inside("window", size, offset, rle.size)
    (x0, y0), (height, width), rows = offset, size, rle.size[0]
    # Whole columns first: they are one stretch of the runs.
    low, high = x0 * rows, (x0 + width) * rows
    first, last = np.searchsorted(rle.bounds, (low, high))
    inside = rle.bounds[first - first % 2 : last + last % 2].clip(low, high) - low
    if height == rows:
        return from_bounds(inside, size)
    x, top, bottom = column_pieces(inside, rows)
    kept = (bottom > y0) & (top < y0 + height)
    origin = x[kept] * height
    starts = origin + (top[kept] - y0).clip(0)
    ends = origin + (bottom[kept] - y0).clip(max=height)
    return from_bounds(np.stack([starts, ends], axis=1).reshape(-1), size)


def column_pieces(bounds: NDArray[np.int64], height: int) -> Pieces:
    """Cut runs where columns end.

    Args:
        bounds: (2R,) starts and ends of runs, as `Rle.bounds`.
        height: of a column in pixels.

    Returns:
        Column, first row and row after the last of each piece, (L,) each, in column order.
    """
    starts, ends = bounds[0::2], bounds[1::2]
    first = starts // max(1, height)
    pieces = (ends - 1) // max(1, height) - first + 1
    run = np.repeat(np.arange(len(starts)), pieces)
    # Number the pieces of each run from 0, without a loop.
    x = first[run] + np.arange(len(run)) - (np.cumsum(pieces) - pieces)[run]
    top = np.maximum(starts[run] - x * height, 0)
    bottom = np.minimum(ends[run] - x * height, height)
    return x, top, bottom
