"""Following the cracks between the pixels of a mask and its background into closed rings.

`contours.py` builds polygons of these rings. All corners are found at once, by looking at the 2 × 2
pixels around each crack corner; their neighbours are the next corners in the same row and column::

    a │ b      a corner lies where one or three of a, b, c, d are set, and two corners where
    ──┼──      only a and d (or only b and c) are: one for each of the two pixels, so that
    c │ d      pixels which touch at a corner stay apart
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
"""(N, 2) corners (x, y) of a closed line, the first not repeated at the end."""


@dataclass(frozen=True)
class Corners:
    """All corners of a mask's outlines, sorted by row.

    Attributes:
        x: (N,) column of each corner, y: (N,) its row.
        right: (N,) whether its horizontal side goes to the right rather than to the left.
        down: (N,) whether its vertical side goes down rather than up.
        leaves_sideways: (N,) whether the ring, with the mask on its right hand, leaves the
            corner along the horizontal side.
        twin: (N,) index of the other corner at the same place, or -1.
    """

    x: NDArray[np.int64]
    y: NDArray[np.int64]
    right: NDArray[np.bool_]
    down: NDArray[np.bool_]
    leaves_sideways: NDArray[np.bool_]
    twin: NDArray[np.int64]


def trace_rings(mask: NDArray[np.bool_]) -> Iterator[Ring]:
    """Follow every outline of a mask with the mask on the right hand.

    Args:
        mask: (H, W).

    Yields:
        Rings of alternating horizontal and vertical sides, the first one horizontal: around
        regions clockwise on the screen, around holes counter-clockwise. No ring visits a point
        twice: where an outline touches itself it is cut into two rings.
    """
    corners = _find_corners(mask)
    following = _next_corner(corners).tolist()
    twin = corners.twin.tolist()
    visited = bytearray(len(following))
    points = np.stack([corners.x, corners.y], axis=1).astype(np.float64)
    for start in np.flatnonzero(corners.leaves_sideways).tolist():
        if visited[start]:
            continue
        for ring in _walk(start, following, twin, visited):
            shift = 0 if corners.leaves_sideways[ring[0]] else 1
            yield points[ring[shift:] + ring[:shift]]


def _find_corners(mask: NDArray[np.bool_]) -> Corners:
    """List the corners row by row; of two at one place that with the left side comes first."""
    padded = np.pad(mask, 1)
    a, b = padded[:-1, :-1], padded[:-1, 1:]
    c, d = padded[1:, :-1], padded[1:, 1:]
    y, x = np.nonzero(a ^ b ^ c ^ d | ((a == d) & (b == c) & (a != b)))
    a, b, c, d = a[y, x], b[y, x], c[y, x], d[y, x]

    double = (a == d) & (b == c)
    row = np.repeat(np.arange(len(x)), 1 + double)
    second = np.zeros(len(row), dtype=np.bool_)
    second[1:] = row[1:] == row[:-1]
    a, b, d, double = a[row], b[row], d[row], double[row]
    right = np.where(double, second, b != d)
    # Of two corners the one of pixel a goes left and up, of d right and down, of c left and
    # down, of b right and up.
    down = np.where(double, second == a, a == b)
    twin = np.where(double, np.arange(len(row)) + np.where(second, -1, 1), -1)
    return Corners(x[row], y[row], right, down, np.where(right, d, a), twin)


def _next_corner(corners: Corners) -> NDArray[np.int64]:
    """Find for each corner the one that follows on its ring."""
    # Along a row the corners pair up, two by two, into the ends of horizontal sides; along a
    # column into the ends of vertical sides.
    index = np.arange(len(corners.x))
    sideways = index ^ 1
    by_column = np.lexsort((corners.down, corners.y, corners.x))
    upright = np.empty_like(index)
    upright[by_column] = by_column[index ^ 1]
    return np.where(corners.leaves_sideways, sideways, upright)


def _walk(
    start: int, following: list[int], twin: list[int], visited: bytearray
) -> Iterator[list[int]]:
    """Walk one outline and cut off a ring whenever it comes back to a point of itself."""
    path: list[int] = []
    touched: dict[int, int] = {}  # corner with a twin -> its place in the path
    corner = start
    while True:
        visited[corner] = 1
        if twin[corner] >= 0:
            if twin[corner] in touched:
                ring = path[touched[twin[corner]] :]
                del path[touched[twin[corner]] :]
                for passed in ring:
                    touched.pop(passed, None)
                yield ring
            touched[corner] = len(path)
        path.append(corner)
        corner = following[corner]
        if corner == start:
            yield path
            return
