"""Between binary masks and run lengths: encode, encode_window, decode.

The automatic generator encodes every mask it keeps, so this is its hot path. Only the mask's
bounding box is looked at, and only its changes are sorted into column order.
"""

import numpy as np
import torch
from jaxtyping import Bool
from numpy.typing import NDArray
from torch import Tensor

from anymask.geometry.extent import extent
from anymask.geometry.run_window import place
from anymask.geometry.runs import Rle, from_bounds, require_inside
from anymask.shapes import Size

SORT_SHARE = 1 / 32
"""Above this share of changing pixels transposing the window is faster than sorting (measured)."""

SHORT_RUN = 16
"""Below this mean run length decoding by running parity is faster than by filling (measured)."""


def encode(masks: Bool[Tensor, "M H W"]) -> list[Rle]:
    """Compress masks to run lengths.

    Args:
        masks: (M, H, W) on any device.

    Returns:
        One Rle per mask.

    >>> encode(torch.tensor([[[False, True], [True, True]]]))[0].counts.tolist()
    [1, 3]
    """
    size = (masks.shape[1], masks.shape[2])
    return [_encode_array(mask.detach().cpu().numpy(), (0, 0), size) for mask in masks]


def encode_window(mask: Bool[Tensor, "h w"], offset: tuple[int, int], size: Size) -> Rle:
    """Compress a mask that lies in a window of a larger image, background everywhere else.

    Args:
        mask: (h, w) content of the window.
        offset: (x, y) of the window's top-left pixel in the image.
        size: (height, width) of the image.

    Raises:
        InputError: the window does not lie in the image.
    """
    require_inside("window", (mask.shape[0], mask.shape[1]), offset, size)
    return _encode_array(mask.detach().cpu().numpy(), offset, size)


def decode(rle: Rle) -> Bool[Tensor, "H W"]:
    """Expand run lengths to a mask.

    Returns:
        (H, W) on the CPU, rows contiguous.

    >>> decode(Rle((2, 2), [1, 3])).tolist()
    [[False, True], [True, True]]
    """
    mask = torch.zeros(rle.size, dtype=torch.bool)
    bounds, height = rle.bounds, rle.size[0]
    if len(bounds) == 0:
        return mask
    # Only the columns between the first and the last run are expanded, then turned to rows.
    left, right = int(bounds[0]) // height, (int(bounds[-1]) - 1) // height + 1
    line = _expand(bounds - left * height, (right - left) * height)
    # Whole columns, because torch transposes fast only what is contiguous.
    mask[:, left:right] = torch.from_numpy(line.reshape(right - left, height)).t().contiguous()
    return mask


def _encode_array(mask: NDArray[np.bool_], offset: tuple[int, int], size: Size) -> Rle:
    """Compress the array `mask` whose top-left pixel lies at `offset` (x, y) of an image."""
    rows, columns = extent(mask)
    window = mask[rows, columns]
    if window.size == 0:
        return from_bounds(np.zeros(0, dtype=np.int64), size)

    # A change above row y of a column starts or ends a run there; row h closes the last run.
    changes = np.empty((window.shape[0] + 1, window.shape[1]), dtype=np.bool_)
    changes[0], changes[-1] = window[0], window[-1]
    np.not_equal(window[1:], window[:-1], out=changes[1:-1])
    if np.count_nonzero(changes) > SORT_SHARE * changes.size:
        return place(_transpose(mask, columns), offset, size)
    y, x = np.divmod(np.flatnonzero(changes), window.shape[1])
    left, top = offset[0] + columns.start, offset[1] + rows.start
    return from_bounds(np.sort((x + left) * size[0] + y + top), size)


def _transpose(mask: NDArray[np.bool_], columns: slice) -> Rle:
    """Compress a busy mask by writing the columns it occupies one after the other."""
    height, width = mask.shape
    line = np.zeros(height * (columns.stop - columns.start) + 2, dtype=np.bool_)
    content = torch.from_numpy(line[1:-1].reshape(-1, height))
    content.copy_(torch.from_numpy(mask[:, columns]).t())
    bounds = np.flatnonzero(line[1:] != line[:-1]) + columns.start * height
    return from_bounds(bounds, (height, width))


def _expand(bounds: NDArray[np.int64], pixels: int) -> NDArray[np.bool_]:
    """Fill a line of `pixels` values with true between the starts and ends in `bounds`."""
    if len(bounds) * SHORT_RUN > pixels:
        toggles = np.zeros(pixels + 1, dtype=np.uint8)
        toggles[bounds] = 1
        return np.bitwise_xor.accumulate(toggles[:-1]).view(np.bool_)
    lengths = np.diff(bounds, prepend=0, append=pixels)
    return np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)
