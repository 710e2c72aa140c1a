"""Label maps to run lengths: every object of a picture of numbers in one pass.

VOC, BSDS500 and mask pictures are read through it.
"""

import numpy as np
from jaxtyping import Integer

from anymask.geometry.runs import Rle, from_bounds


def split_labels(labels: Integer[np.ndarray, "H W"]) -> dict[int, Rle]:
    """Make a mask of the pixels of each value.

    Args:
        labels: (H, W) whole numbers.

    Returns:
        Value -> mask, in the order of the values; 0 is a value as any other.

    >>> {label: mask.counts.tolist() for label, mask in split_labels(np.array([[0, 7]])).items()}
    {0: [0, 1, 1], 7: [1, 1]}
    """
    height, width = labels.shape
    line = np.ascontiguousarray(labels.T).reshape(-1)
    if line.size == 0:
        return {}
    starts = np.concatenate([[0], np.flatnonzero(line[1:] != line[:-1]) + 1])
    ends = np.append(starts[1:], line.size)
    values = line[starts]

    # Runs of one value side by side, each still in the order of the picture.
    order = np.argsort(values, kind="stable")
    bounds = np.stack([starts[order], ends[order]], axis=1)
    found, first = np.unique(values[order], return_index=True)
    parts = np.split(bounds, first[1:])
    return {
        int(value): from_bounds(part.reshape(-1), (height, width))
        for value, part in zip(found, parts, strict=True)
    }
