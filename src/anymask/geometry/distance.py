"""Distance to the boundary of a mask, and the point farthest from it.

The evaluation clicks where a mask is thickest (the published protocol and RITM's), the prompt
simulator does so in the region of the error, and labels are drawn there.
"""

from typing import Literal, get_args

import numpy as np
import torch
from jaxtyping import Bool, Float
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry.extent import extent

Metric = Literal["euclidean", "chessboard", "taxicab"]
"""Straight; as a king moves; as a rook moves, one square at a time."""

METRICS: tuple[Metric, ...] = get_args(Metric)


def inside_distance(
    mask: Bool[Tensor, "H W"], pad: bool = True, metric: Metric = "euclidean"
) -> Float[Tensor, "H W"]:
    """Measure how far each pixel of a mask is from the nearest background pixel.

    Args:
        mask: (H, W).
        pad: whether pixels outside the image count as background.
        metric: how distances are measured.

    Returns:
        (H, W) float32 distances between pixel centres, 0 in the background; infinite
        where there is no background at all.

    >>> inside_distance(torch.ones(3, 3, dtype=torch.bool)).tolist()
    [[1.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 1.0, 1.0]]
    """
    distance = torch.zeros(mask.shape, device=mask.device)
    array = mask.cpu().numpy()
    window = rows, columns = extent(array)
    if rows.start == rows.stop:
        return distance
    # One ring of pixels around the bounding box holds the nearest background beyond the box.
    padded = np.pad(array, 1, constant_values=not pad)
    content = padded[rows.start : rows.stop + 2, columns.start : columns.stop + 2]
    if content.all():
        distance[window] = torch.inf
    else:
        inside = _transform(content, metric)[1:-1, 1:-1]
        distance[window] = torch.from_numpy(inside.astype(np.float32)).to(mask.device)
    return distance


def _transform(content: NDArray[np.bool_], metric: Metric) -> NDArray[np.generic]:
    if metric == "euclidean":
        return np.asarray(ndimage.distance_transform_edt(content))
    return np.asarray(ndimage.distance_transform_cdt(content, metric))


def innermost_point(mask: Bool[Tensor, "H W"]) -> tuple[float, float]:
    """Find the centre of the pixel farthest from the boundary of a mask.

    Args:
        mask: (H, W) with at least one true pixel; beyond the image there is background.

    Returns:
        (x, y) in pixels, at +0.5 of the pixel; the first one, row by row, of several.

    Raises:
        InputError: the mask is empty.

    >>> innermost_point(torch.ones(3, 5, dtype=torch.bool))
    (1.5, 1.5)
    """
    if not mask.any():
        raise InputError(
            f"the mask ({mask.shape[0]} x {mask.shape[1]}) is empty and has no innermost point; "
            "skip empty masks"
        )
    y, x = divmod(int(inside_distance(mask).argmax()), mask.shape[1])
    return x + 0.5, y + 0.5
