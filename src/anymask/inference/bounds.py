"""What is certain about a mask before it has its full size: bounds of its box and its stability.

Every original pixel is interpolated from a 2 × 2 block of the resized picture, so it is above a
threshold if all four are, and only if one of them is. Everything mode finds most objects many
times: a candidate whose box is bound to overlap a better mask too much, or that is bound to be
unstable, goes without being upsampled, and the result stays exact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anymask.geometry.frame import Frame
from anymask.inference.upsample import ROUNDING_MARGIN, Fine, Span

IOU_MARGIN = 1e-3
"""How far from the threshold an IoU has to be to count as certain: far above float rounding."""

Corners = tuple[int, int, int, int]


@dataclass(frozen=True)
class BoxBounds:
    """The box of a mask contains `inner` and lies in `outer`.

    Both are (x0, y0, x1, y1) in pixels of the crop, x1 and y1 being the last pixel inside.
    """

    inner: Corners
    outer: Corners


class FineBounds:
    """Bounds of a mask that is known at the resolution of the resized image.

    Args:
        fine: the mask half way to its full size.
        frame: of the crop it lies in.
    """

    def __init__(self, fine: Fine, frame: Frame) -> None:
        self._values = fine.values.numpy()
        self._down, self._across = fine.down, fine.across
        # The last row and column of the picture are their own next neighbours.
        at_end = (
            (0, int(fine.down.source[1] == frame.resized[0])),
            (0, int(fine.across.source[1] == frame.resized[1])),
        )
        if at_end[0][1] or at_end[1][1]:
            self._values = np.pad(self._values, at_end, mode="edge")
        self._rows = _blocks(fine.down, frame.resized[0], frame.original[0])
        self._columns = _blocks(fine.across, frame.resized[1], frame.original[1])

    def box(self, threshold: float) -> BoxBounds | None:
        """Bound the box of the pixels above `threshold`; None where no pixel is certain."""
        certain = _all_of_block(self._values > threshold + ROUNDING_MARGIN)
        possible = _any_of_block(self._values > threshold - ROUNDING_MARGIN)
        inner, outer = self._extent(certain), self._extent(possible)
        return None if inner is None or outer is None else BoxBounds(inner, outer)

    def highest_stability(self, threshold: float, offset: float) -> float:
        """Bound the stability from above."""
        inner = _any_of_block(self._values > threshold + offset - ROUNDING_MARGIN)
        outer = _all_of_block(self._values > threshold - offset + ROUNDING_MARGIN)
        return self._pixels(inner) / max(self._pixels(outer), 1)

    def _extent(self, blocks: NDArray[np.bool_]) -> Corners | None:
        """Find the box of the pixels that lie in marked blocks."""
        in_rows = blocks.max(axis=1)[self._rows]
        in_columns = blocks.max(axis=0)[self._columns]
        rows, columns = np.flatnonzero(in_rows), np.flatnonzero(in_columns)
        if len(rows) == 0 or len(columns) == 0:
            return None
        x, y = self._across.pixels[0], self._down.pixels[0]
        return x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]), y + int(rows[-1])

    def _pixels(self, blocks: NDArray[np.bool_]) -> float:
        """Count the pixels that lie in marked blocks."""
        per_row = np.bincount(self._rows, minlength=blocks.shape[0]).astype(np.float32)
        per_column = np.bincount(self._columns, minlength=blocks.shape[1]).astype(np.float32)
        return float(per_row @ (blocks.astype(np.float32) @ per_column))


def surely_suppressed(bounds: BoxBounds, kept: NDArray[np.floating], iou_threshold: float) -> bool:
    """Tell whether every box within the bounds overlaps one of the kept boxes too much.

    Args:
        bounds: of a candidate.
        kept: (K, 4) published boxes of better masks, in pixels of the crop.
        iou_threshold: IoU above which the weaker box goes.
    """
    inner, outer = np.array(bounds.inner, float), np.array(bounds.outer, float)
    low = np.maximum(kept[:, :2], inner[:2])
    high = np.minimum(kept[:, 2:], inner[2:])
    shared = np.maximum(high - low, 0).prod(axis=1)
    area_kept = (kept[:, 2:] - kept[:, :2]).prod(axis=1)
    union = area_kept + (outer[2:] - outer[:2]).prod() - shared
    return bool((shared > (iou_threshold + IOU_MARGIN) * union).any())


def _blocks(span: Span, resized: int, original: int) -> NDArray[np.int64]:
    """Say from which block of the piece each original pixel of one axis is interpolated."""
    pixels = np.arange(*span.pixels)
    source = np.floor((pixels + 0.5) * (resized / original) - 0.5).astype(np.int64)
    blocks: NDArray[np.int64] = np.clip(source, 0, resized - 1) - span.source[0]
    return blocks


def _all_of_block(above: NDArray[np.bool_]) -> NDArray[np.bool_]:
    pairs = above[:, 1:] & above[:, :-1]
    both: NDArray[np.bool_] = pairs[1:] & pairs[:-1]
    return both


def _any_of_block(above: NDArray[np.bool_]) -> NDArray[np.bool_]:
    pairs = above[:, 1:] | above[:, :-1]
    either: NDArray[np.bool_] = pairs[1:] | pairs[:-1]
    return either
