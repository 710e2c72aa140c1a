"""Boxes around masks, in whole pixels."""

import numpy as np
from jaxtyping import Bool
from numpy import ndarray

Box = tuple[int, int, int, int]
"""(left, top, right, bottom) in pixels; right and bottom are outside."""


def box_of(mask: Bool[ndarray, "H W"]) -> Box:
    """Return the box around the pixels of a mask that has some."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
