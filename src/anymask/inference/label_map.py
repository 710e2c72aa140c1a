"""A label map: every pixel belongs to at most one mask, the smallest one there."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size


def paint_labels(
    masks: Sequence[Rle], scores: Float[Tensor, "M"], size: Size
) -> Int[Tensor, "H W"]:
    """Paint masks over each other, the largest first, so that parts lie on their wholes.

    Args:
        masks: of one image.
        scores: of two masks of equal area the one with the higher score lies on top.
        size: (height, width) of the image.

    Returns:
        (H, W) int32: 1 + index of the topmost mask, 0 where there is none.

    >>> whole = rle.encode(torch.ones(1, 2, 2, dtype=torch.bool))[0]
    >>> part = rle.encode_window(torch.ones(1, 1, dtype=torch.bool), (1, 0), (2, 2))
    >>> paint_labels([part, whole], torch.tensor([0.5, 0.9]), (2, 2)).tolist()
    [[2, 1], [2, 2]]
    """
    height, width = size
    columns = np.zeros(height * width, dtype=np.int32)  # column-major, as the runs
    areas = [rle.area(mask) for mask in masks]
    order = sorted(range(len(masks)), key=lambda i: (-areas[i], float(scores[i])))
    for index in order:
        runs = masks[index].counts
        if areas[index] == 0:
            continue
        # Only the stretch from the first to the last run of the mask is touched.
        start, inner = int(runs[0]), runs[1 : 2 * (len(runs) // 2)]
        is_mask = np.arange(len(inner)) % 2 == 0
        stretch = columns[start : start + int(inner.sum())]
        stretch[np.repeat(is_mask, inner)] = index + 1
    return torch.from_numpy(columns.reshape(width, height).T.copy())
