"""Connected regions of a mask: labels, small holes filled, small islands dropped.

The automatic generator cleans its masks with these (Segment Anything, appendix B); the data engine
and the clicks of the evaluation count regions. Pixels that touch at a corner are connected.
"""

import numpy as np
import torch
from jaxtyping import Bool, Int
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from anymask.geometry.extent import extent

WITH_CORNERS = np.ones((3, 3), dtype=np.bool_)


def label(mask: Bool[Tensor, "H W"]) -> tuple[Int[Tensor, "H W"], int]:
    """Number the 8-connected regions of a mask.

    Returns:
        (H, W) int32 with 0 outside the mask and 1, 2, ... inside, and the number of regions.

    >>> label(torch.tensor([[True, False, True], [False, False, True]]))
    (tensor([[1, 0, 2],
            [0, 0, 2]], dtype=torch.int32), 2)
    """
    labels, count = _label(mask.cpu().numpy())
    return torch.from_numpy(labels).to(mask.device), count


def fill_holes(mask: Bool[Tensor, "H W"], min_area: int) -> tuple[Bool[Tensor, "H W"], bool]:
    """Fill the background regions smaller than an area, also those at the image's border.

    Args:
        mask: (H, W).
        min_area: regions with fewer pixels are filled.

    Returns:
        The mask, a copy where it changed, and whether it did.
    """
    array = mask.cpu().numpy()
    rows, columns = extent(array)
    if rows.start == rows.stop:
        rows, columns = slice(0, mask.shape[0]), slice(0, mask.shape[1])
    # A region that goes on beyond a margin this wide is not small: it need not be seen whole.
    margin = max(0, min_area)
    window = _grown(rows, margin), _grown(columns, margin)
    labels, count = _label(~array[window])
    areas = np.bincount(labels.reshape(-1), minlength=count + 1)
    small = areas < min_area
    small[0] = False
    if not small.any():
        return mask, False
    filled = mask.clone()
    filled[window] |= torch.from_numpy(small[labels]).to(mask.device)
    return filled, True


def drop_islands(mask: Bool[Tensor, "H W"], min_area: int) -> tuple[Bool[Tensor, "H W"], bool]:
    """Remove the regions of a mask smaller than an area; the largest stays if all are small.

    Args:
        mask: (H, W).
        min_area: regions with fewer pixels are removed.

    Returns:
        The mask, a copy where it changed, and whether any region is small.
    """
    array = mask.cpu().numpy()
    window = extent(array)
    labels, count = _label(array[window])
    areas = np.bincount(labels.reshape(-1), minlength=count + 1)
    keep = areas >= min_area
    keep[0] = False
    if count == 0 or keep[1:].all():
        return mask, False
    if not keep.any():
        keep[1 + np.argmax(areas[1:])] = True
    kept = mask.clone()
    kept[window] = torch.from_numpy(keep[labels]).to(mask.device)
    return kept, True


def _label(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int32], int]:
    """Number the 8-connected regions of an array."""
    labels = np.empty(mask.shape, dtype=np.int32)
    count = ndimage.label(mask, structure=WITH_CORNERS, output=labels)
    return labels, int(count)


def _grown(span: slice, margin: int) -> slice:
    """Widen a span by a margin; indexing cuts it at the end of the image."""
    return slice(max(0, span.start - margin), span.stop + margin)
