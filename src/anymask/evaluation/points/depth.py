"""How deep each pixel of a region lies, by the distance that a click policy measures with.

Interactive segmentation clicks where a region is deepest. Published evaluations agree on the
Euclidean distance; the two others are quicker ones, which other simulators take.
"""

from typing import Literal, get_args

import numpy as np
import torch
from jaxtyping import Bool, Float
from scipy import ndimage
from torch import Tensor

from anymask.geometry.distance import inside_distance
from anymask.geometry.extent import extent

Distance = Literal["euclidean", "chessboard", "taxicab"]
"""Straight; as a king moves; as a rook moves one square at a time."""

DISTANCES: tuple[Distance, ...] = get_args(Distance)


def depth(
    region: Bool[Tensor, "H W"], distance: Distance = "euclidean", padding: bool = True
) -> Float[Tensor, "H W"]:
    """Measure how far each pixel of a region is from the nearest pixel outside it.

    Args:
        region: (H, W).
        distance: between pixel centres.
        padding: whether what lies beyond the image is outside the region.

    Returns:
        (H, W) float32, 0 outside the region; infinite where nothing lies outside.

    >>> depth(torch.ones(3, 3, dtype=torch.bool), "taxicab").tolist()
    [[1.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 1.0, 1.0]]
    """
    if distance == "euclidean":
        return inside_distance(region, pad=padding)
    depths = np.zeros(region.shape, dtype=np.float32)
    array = region.numpy()
    window = rows, columns = extent(array)
    if rows.start == rows.stop:
        return torch.from_numpy(depths)
    # One ring of pixels around the bounding box holds the nearest pixel beyond the box.
    padded = np.pad(array, 1, constant_values=not padding)
    content = padded[rows.start : rows.stop + 2, columns.start : columns.stop + 2]
    if content.all():
        depths[window] = np.inf
    else:
        inside = np.asarray(ndimage.distance_transform_cdt(content, distance))
        depths[window] = inside[1:-1, 1:-1]
    return torch.from_numpy(depths)
