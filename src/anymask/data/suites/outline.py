"""A list of corners as the polygon of an annotation.

The layouts whose files list corners as points use it.
"""

from collections.abc import Sequence


def outline(corners: Sequence[tuple[float | int, float | int]]) -> list[list[float | int]]:
    """Turn the corners (x, y) of one object into the polygons of an annotation.

    Returns:
        One polygon [x0, y0, x1, y1, ...]; none for less than three corners, which enclose nothing:
        the object then has no pixel, and counts as such.

    >>> outline([(0, 0), (2, 0), (2, 1)]), outline([(0, 0), (2, 0)])
    ([[0, 0, 2, 0, 2, 1]], [])
    """
    return [[value for corner in corners for value in corner]] if len(corners) >= 3 else []
