"""The convex hull of a mask, for its concavity.

Statistics of data sets compare masks by it ("Segment Anything", section 5).
"""

import numpy as np

from anymask.geometry.run_sets import area
from anymask.geometry.run_window import column_pieces
from anymask.geometry.runs import Rle


def hull_area(rle: Rle) -> float:
    """Measure the smallest convex region around the pixels of a mask, in pixels.

    >>> hull_area(Rle((2, 2), [0, 3, 1]))
    3.5
    """
    from scipy.spatial import ConvexHull

    x, top, bottom = column_pieces(rle.bounds, rle.size[0])
    if len(x) == 0:
        return 0.0
    # Of each column only the topmost and the lowest corner can lie on the hull.
    first = np.flatnonzero(np.diff(x, prepend=-1))
    last = np.append(first[1:], len(x)) - 1
    columns, upper, lower = x[first], top[first], bottom[last]
    corners = [(columns, upper), (columns + 1, upper), (columns, lower), (columns + 1, lower)]
    points = np.concatenate([np.stack(corner, axis=1) for corner in corners])
    # In two dimensions the volume is the area; between whole corners it is a multiple of 1/2.
    return round(2 * float(ConvexHull(points).volume)) / 2


def concavity(rle: Rle) -> float:
    """Say which share of its convex hull a mask leaves out: 0 for a convex or empty mask.

    >>> concavity(Rle((1, 3), [0, 1, 1, 1]))
    0.33333333333333337
    """
    hull = hull_area(rle)
    return 1 - area(rle) / hull if hull else 0.0
