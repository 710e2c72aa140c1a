"""What the box of a mask must be, known before the mask is upsampled.

Everything mode finds most objects many times. A candidate whose box is bound to overlap a better
mask too much will be suppressed whatever its pixels are, so it need not be computed: the result
stays exact and most of the work goes away.
"""

import math
from dataclasses import dataclass

import numpy as np

from anymask.geometry.frame import Frame
from anymask.inference.candidates import Candidate
from anymask.inference.upsample import CELL_PX, ROUNDING_MARGIN, reached_pixels

IOU_MARGIN = 1e-3
"""How far above the threshold an IoU has to be to count as certain: far above float rounding."""


@dataclass(frozen=True)
class BoxBounds:
    """The box of a mask contains `inner` and lies in `outer`.

    Both are (x0, y0, x1, y1) in pixels of the image where x1 and y1 are the last pixel inside, as in
    the published boxes.
    """

    inner: tuple[int, int, int, int]
    outer: tuple[int, int, int, int]


def box_bounds(
    candidate: Candidate, frame: Frame, threshold: float, corner: tuple[int, int]
) -> BoxBounds | None:
    """Bound the box of the pixels above `threshold`.

    Args:
        candidate: a mask at low resolution.
        frame: of the crop that it comes from.
        threshold: logit above which a pixel belongs to the mask.
        corner: (x, y) of the crop in the image, in which the bounds are given.

    Returns:
        The bounds, or None where nothing is certain: small masks, and images that the model sees
        more than twice enlarged.
    """
    scale_x = frame.resized[1] / frame.original[1]
    scale_y = frame.resized[0] / frame.original[0]
    side = candidate.mask_size
    if max(scale_x, scale_y) > 2 or frame.padded != (CELL_PX * side, CELL_PX * side):
        return None
    blocks = _certain_blocks(candidate, frame, threshold)
    cells = _possible_cells(candidate, threshold)
    outer = None if cells is None else reached_pixels(cells, frame, side)
    if blocks is None or outer is None:
        return None
    inner = (
        _first_certain(blocks[0], scale_x),
        _first_certain(blocks[1], scale_y),
        _last_certain(blocks[2], scale_x),
        _last_certain(blocks[3], scale_y),
    )
    if inner[0] > inner[2] or inner[1] > inner[3]:
        return None
    x, y = corner
    return BoxBounds(
        (inner[0] + x, inner[1] + y, inner[2] + x, inner[3] + y),
        (outer[0] + x, outer[1] + y, outer[2] - 1 + x, outer[3] - 1 + y),
    )


def surely_suppressed(bounds: BoxBounds, kept: np.ndarray, iou_threshold: float) -> bool:
    """Tell whether every box within the bounds overlaps one of the kept boxes too much.

    Args:
        bounds: of a candidate.
        kept: (K, 4) published boxes of better masks.
        iou_threshold: IoU above which the weaker box goes.
    """
    inner, outer = np.array(bounds.inner, float), np.array(bounds.outer, float)
    low = np.maximum(kept[:, :2], inner[:2])
    high = np.minimum(kept[:, 2:], inner[2:])
    shared = np.maximum(high - low, 0).prod(axis=1)
    area_kept = (kept[:, 2:] - kept[:, :2]).prod(axis=1)
    union = area_kept + (outer[2:] - outer[:2]).prod() - shared
    return bool((shared > (iou_threshold + IOU_MARGIN) * union).any())


def _certain_blocks(
    candidate: Candidate, frame: Frame, threshold: float
) -> tuple[int, int, int, int] | None:
    """Find the first and last top-left cells of 2 × 2 blocks that are above the threshold.

    Between the centres of such a block every interpolated pixel is above the threshold too.
    """
    x, y = candidate.corner
    # Only blocks that lie in the image, not in the padding.
    columns = (frame.resized[1] - 6) // CELL_PX + 2 - x
    rows = (frame.resized[0] - 6) // CELL_PX + 2 - y
    above = candidate.piece[: max(rows, 0), : max(columns, 0)] > threshold + ROUNDING_MARGIN
    blocks = above[1:, 1:] & above[1:, :-1] & above[:-1, 1:] & above[:-1, :-1]
    return _extent(blocks.numpy(), (x, y))


def _possible_cells(candidate: Candidate, threshold: float) -> tuple[int, int, int, int] | None:
    """Find the box (half-open) around all cells that can lift a pixel above the threshold."""
    above = candidate.piece > threshold - ROUNDING_MARGIN
    extent = _extent(above.numpy(), candidate.corner)
    return None if extent is None else (extent[0], extent[1], extent[2] + 1, extent[3] + 1)


def _extent(
    marked: np.ndarray, corner: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    """Find the first and last marked column and row, counted from `corner`."""
    rows, columns = marked.any(axis=1).nonzero()[0], marked.any(axis=0).nonzero()[0]
    if len(rows) == 0:
        return None
    x, y = corner
    return x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]), y + int(rows[-1])


def _first_certain(block: int, scale: float) -> int:
    """Find an original pixel, as early as possible, that surely lies inside a block.

    Block c is certain between the padded pixels 4c+2 and 4c+5; an original pixel is made of two
    neighbours, and with a scale of at most 2 one pixel in every two has both inside.
    """
    return math.ceil((CELL_PX * block + 2.5) / scale - 0.5) + 1


def _last_certain(block: int, scale: float) -> int:
    """Find an original pixel, as late as possible, that surely lies inside a block."""
    return math.floor((CELL_PX * block + 4.5) / scale - 0.5) - 1
