"""The outlines of what labelling tools draw besides polygons: rectangles, ellipses, turned ones.

The readers of labelme, CVAT and Label Studio turn such shapes into rings of corners, in the form of
COCO's polygons, so that one function (`rings.fill_rings`) fills all of them by one rule.
"""

import math

from anymask.data.rings import FARTHEST

Ring = list[float]
"""[x0, y0, x1, y1, ...] corners in pixels of the image."""

AWAY_PX = 0.02
"""The sides of a polygon leave the ellipse that it stands for by so much at most."""
MOST_CORNERS = 4096
"""Enough for a radius of 34,000 pixels."""


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Ring:
    """Give the corners of a rectangle by two opposite ones."""
    return [x0, y0, x1, y0, x1, y1, x0, y1]


def ellipse(x: float, y: float, radius_x: float, radius_y: float) -> Ring:
    """Give the corners of a polygon that fits an ellipse to a fraction of a pixel.

    Args:
        x: of the middle, in pixels.
        y: of the middle.
        radius_x: half the width.
        radius_y: half the height.

    >>> len(ellipse(0.0, 0.0, 10.0, 5.0)) // 2
    50
    """
    radius = min(max(abs(radius_x), abs(radius_y)), FARTHEST)
    # The chord of 1 / n of a circle is up to radius * pi**2 / (2 * n**2) away from it.
    needed = math.ceil(math.pi * math.sqrt(radius / (2 * AWAY_PX)))
    count = min(max(needed, 8), MOST_CORNERS)
    ring: Ring = []
    for index in range(count):
        angle = 2 * math.pi * index / count
        ring += [x + radius_x * math.cos(angle), y + radius_y * math.sin(angle)]
    return ring


def turned(ring: Ring, degrees: float, x: float, y: float) -> Ring:
    """Turn a ring clockwise on the screen around a point (x, y) in pixels.

    >>> [round(value) for value in turned([3.0, 0.0], 90, 1.0, 0.0)]
    [1, 2]
    """
    if degrees % 360 == 0:
        return ring
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    result: Ring = []
    for corner_x, corner_y in zip(ring[0::2], ring[1::2], strict=True):
        right, down = corner_x - x, corner_y - y
        result += [x + right * cosine - down * sine, y + right * sine + down * cosine]
    return result
