"""The rows and columns that a mask occupies: the window in which all other work is done.

Run lengths, components, distances and contours look at this part of an image only.
"""

import numpy as np
from numpy.typing import NDArray


def extent(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Bound a mask.

    Args:
        mask: (H, W).

    Returns:
        Slices of rows and columns, half-open; both empty for an empty mask.

    >>> extent(np.array([[False, True, True], [False, False, False]]))
    (slice(0, 1, None), slice(1, 3, None))
    """
    rows = _span(mask, axis=1)
    return rows, _span(mask[rows], axis=0)


def _span(mask: NDArray[np.bool_], axis: int) -> slice:
    """Bound the mask along the axis that is not reduced."""
    hit = np.asarray(mask.any(axis=axis))
    if not hit.any():
        return slice(0, 0)
    return slice(int(hit.argmax()), len(hit) - int(hit[::-1].argmax()))
