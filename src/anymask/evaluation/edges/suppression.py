"""Edge NMS: keep an edge only where it is strongest across its own direction.

Thins a soft map of edges to ridges before it is cut at thresholds; edges next to the border of the
image are faded out. Sources: Canny 1986, "A Computational Approach to Edge Detection"; smoothing,
margin and border as in Dollar and Zitnick 2015, "Fast Edge Detection Using Structured Forests".
"""

import numpy as np
from jaxtyping import Float
from scipy.ndimage import convolve1d, map_coordinates

SMOOTHING = 4
"""Radius in pixels of the triangle filter before the orientation is measured."""

MARGIN = 1.01
"""An edge goes where a neighbour across it is stronger by this factor: ties stay."""

BORDER = 5
"""Pixels next to the border of the image over which edges fade out."""


def suppress(edges: Float[np.ndarray, "H W"]) -> Float[np.ndarray, "H W"]:
    """Thin a soft map of edges.

    Args:
        edges: how strong the edge is at each pixel, 0 or more.

    Returns:
        The same strength on ridges, 0 elsewhere.
    """
    direction = orientation(edges)
    y, x = np.mgrid[: edges.shape[0], : edges.shape[1]]
    kept = edges.copy()
    for side in (-1, 1):
        across = [y + side * np.sin(direction), x + side * np.cos(direction)]
        # `nearest` repeats the outermost pixels.
        beside = map_coordinates(edges, across, order=1, mode="nearest")
        kept[MARGIN * edges < beside] = 0
    return fade_border(kept)


def orientation(edges: Float[np.ndarray, "H W"]) -> Float[np.ndarray, "H W"]:
    """Find the angle across each edge, from the x axis towards the y axis, up to a half turn.

    It is the direction in which the smoothed map bends most, up or down: the axis of its Hessian
    whose eigenvalue is larger in magnitude.
    """
    down, right = np.gradient(_smooth(edges, SMOOTHING))
    down_right, right_right = np.gradient(right)
    down_down = np.gradient(down, axis=0)
    bends_up = np.where(right_right + down_down < 0, -1, 1)
    twice: np.ndarray = np.arctan2(bends_up * 2 * down_right, bends_up * (right_right - down_down))
    return twice / 2


def fade_border(edges: Float[np.ndarray, "H W"]) -> Float[np.ndarray, "H W"]:
    """Let edges next to the border of the image fall to 0 there."""
    for axis, length in enumerate(edges.shape):
        reach = min(BORDER, length // 2)
        place = np.arange(length)
        fading = np.minimum(1, np.minimum(place, place[::-1]) / max(1, reach))
        edges = edges * (fading[:, None] if axis == 0 else fading)
    return edges


def _smooth(edges: Float[np.ndarray, "H W"], radius: int) -> Float[np.ndarray, "H W"]:
    """Filter with a triangle along both axes."""
    rising = np.arange(1, radius + 2)
    triangle = np.concatenate([rising, rising[-2::-1]]) / (radius + 1) ** 2
    rows = convolve1d(edges, triangle, axis=0, mode="reflect")
    smooth: np.ndarray = convolve1d(rows, triangle, axis=1, mode="reflect")
    return smooth
