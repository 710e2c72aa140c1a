"""Bring low-resolution logits to full resolution only where they can exceed a threshold.

Bilinear values never exceed the cells they are made from, so a mask is nothing outside the
neighbourhood of its positive cells. `upsample_window` computes that neighbourhood alone, bit for
bit as `Frame.upsample` computes the whole picture; results and everything mode rely on it.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from anymask.geometry.frame import Frame

CELL_PX = 4
"""Pixels of the padded square per low-resolution cell, along each axis."""

SMALL_OUTPUT = 128
"""Outputs of at most so many rows plus columns go through another kernel of torch, which rounds
otherwise, so `_resample` keeps to one kernel by asking for more rows than it needs."""

FAR_BELOW = -1e4
"""Logit of cells that are not known because they cannot matter."""

ROUNDING_MARGIN = 1e-3
"""How far below the threshold a cell has to lie to be ignored: far above float rounding."""


@dataclass(frozen=True)
class Window:
    """A piece of a full-resolution picture of logits.

    Attributes:
        values: the logits of the piece.
        x, y: original pixel at which it starts.
    """

    values: Float[Tensor, "H W"]
    x: int
    y: int


@dataclass(frozen=True)
class Span:
    """What one axis of a window needs at each resolution; all ranges are half-open.

    Attributes:
        pixels: of the original image: what is wanted.
        source: of the resized image: what that is made from.
        cells: of the low-resolution logits: what the source is made from.
    """

    pixels: tuple[int, int]
    source: tuple[int, int]
    cells: tuple[int, int]


@dataclass(frozen=True)
class Fine:
    """A piece of the resized picture of logits, half way to the original size.

    Attributes:
        values: the logits of the piece, the source pixels of `down` and `across`.
        down, across: where the piece lies and what it is for.
    """

    values: Float[Tensor, "rows columns"]
    down: Span
    across: Span


def occupied_cells(
    logits: Float[Tensor, "h w"], threshold: float
) -> tuple[int, int, int, int] | None:
    """Find the smallest (x0, y0, x1, y1), half-open, around all cells that are above `threshold`.

    Returns:
        The box in cells, or None where no cell reaches the threshold.
    """
    above = logits.numpy() > threshold - ROUNDING_MARGIN
    rows, columns = np.flatnonzero(above.any(axis=1)), np.flatnonzero(above.any(axis=0))
    if len(rows) == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def upsample_window(
    logits: Float[Tensor, "h w"], frame: Frame, cells: tuple[int, int, int, int]
) -> Window | None:
    """Upsample one mask around some of its cells.

    Args:
        logits: low-resolution logits of the padded square.
        frame: the image's frame.
        cells: (x0, y0, x1, y1), half-open: the cells whose influence is wanted.

    Returns:
        A window that holds every original pixel which these cells influence, equal to that part of
        `frame.upsample(logits)`; None where they influence only the padding.
    """
    side = logits.shape[0]
    if not can_take_windows(side, frame):
        return Window(frame.upsample(logits), 0, 0)
    fine = first_step(logits, (0, 0), side, frame, cells)
    return None if fine is None else second_step(fine, frame)


def can_take_windows(mask_size: int, frame: Frame) -> bool:
    """Tell whether windows of a picture equal the whole: all but the smallest ones do."""
    fits = frame.padded == (CELL_PX * mask_size, CELL_PX * mask_size)
    return fits and min(sum(frame.padded), sum(frame.original)) > SMALL_OUTPUT


def first_step(
    piece: Float[Tensor, "h w"],
    corner: tuple[int, int],
    mask_size: int,
    frame: Frame,
    cells: tuple[int, int, int, int],
) -> Fine | None:
    """Bring some cells to the resolution of the resized image.

    Args:
        piece: logits of all cells that matter; those around it count as far below any threshold.
        corner: (x, y) cell at which the piece starts.
        mask_size: side of the low-resolution logits of the padded square.
        frame: the image's frame, which must let the picture `can_take_windows`.
        cells: (x0, y0, x1, y1), half-open: the cells whose influence is wanted.

    Returns:
        The piece at the resized image's resolution, or None where it influences only the padding.
    """
    across = _span(cells[0], cells[2], mask_size, frame.resized[1], frame.original[1])
    down = _span(cells[1], cells[3], mask_size, frame.resized[0], frame.original[0])
    if across is None or down is None:
        return None
    # Cut or extend the piece to the cells needed. Times four is exact in every bit, also on a
    # piece, but for the outermost two pixels, which are cut off.
    (x, y), (height, width) = corner, piece.shape
    left, right = x - across.cells[0], across.cells[1] - x - width
    above, below = y - down.cells[0], down.cells[1] - y - height
    needed = F.pad(piece, (left, right, above, below), value=FAR_BELOW)
    fine = _resample(needed, (CELL_PX * needed.shape[0], CELL_PX * needed.shape[1]), (4.0, 4.0))
    top = down.source[0] - CELL_PX * down.cells[0]
    left = across.source[0] - CELL_PX * across.cells[0]
    rows, columns = down.source[1] - down.source[0], across.source[1] - across.source[0]
    return Fine(fine[top : top + rows, left : left + columns], down, across)


def second_step(fine: Fine, frame: Frame) -> Window:
    """Bring a piece of the resized picture to original pixels.

    The kernel starts counting at its input's corner, so the piece is padded back to the corner of
    the picture, along one axis at a time: first to all columns up to the window's right edge, on
    the rows needed, then to all rows up to its lower edge, on the columns needed.
    """
    values, down, across = fine.values, fine.down, fine.across
    scale_y = _exact_inverse(frame.resized[0], frame.original[0])
    scale_x = _exact_inverse(frame.resized[1], frame.original[1])
    (y0, y1), (x0, x1) = down.pixels, across.pixels
    two_passes = len(values) * x1 + y1 * (x1 - x0)
    if two_passes >= y1 * x1:
        whole = _resample(values, (y1, x1), (scale_y, scale_x), (down.source[0], across.source[0]))
        return Window(whole[y0:, x0:], x0, y0)
    wide = _resample(values, (len(values), x1), (1.0, scale_x), (0, across.source[0]))
    tall = _resample(wide[:, x0:], (y1, x1 - x0), (scale_y, 1.0), (down.source[0], 0))
    return Window(tall[y0:], x0, y0)


def _resample(
    x: Float[Tensor, "rows columns"],
    size: tuple[int, int],
    scales: tuple[float, float],
    start: tuple[int, int] = (0, 0),
) -> Float[Tensor, "H W"]:
    """Run the bilinear kernel of `F.interpolate` on a piece of a picture.

    Args:
        x: the piece.
        size: rows and columns of the output, from the picture's corner to the piece's end.
        scales: factors of rows and columns, which need not follow from the sizes.
        start: row and column at which the piece starts in the picture. What comes before is not
            set, so output that is made from it has no meaning.
    """
    rows, columns = size
    # An axis whose length stays the same would be copied, whatever its scale.
    height, width = x.shape[0] + start[0], x.shape[1] + start[1]
    columns += columns == width
    rows = max(rows, SMALL_OUTPUT + 1 - columns)
    rows += rows == height
    picture = x
    if start != (0, 0):
        picture = x.new_empty(height, width)
        picture[start[0] :, start[1] :] = x
    out: Tensor = torch.ops.aten.upsample_bilinear2d(
        picture[None, None].contiguous(), [rows, columns], False, scales[0], scales[1]
    )
    return out[0, 0, : size[0], : size[1]]


def _exact_inverse(source: int, target: int) -> float:
    """Compute the scale factor from which the kernel recovers its own float32 source / target."""
    return 1.0 / float(torch.tensor(float(source)) / torch.tensor(float(target)))


def _span(first: int, end: int, cells: int, resized: int, original: int) -> Span | None:
    """Follow cells [first, end) of one axis to the original pixels and back to all they need."""
    # Cell c reaches pixels 4c-2 .. 4c+5 of the padded square.
    near, far = max(0, CELL_PX * first - 2), min(resized, CELL_PX * end + 2)
    if near >= far:
        return None
    scale = resized / original
    start = max(0, math.floor((near - 0.5) / scale - 0.5) - 1)
    stop = min(original, math.ceil((far + 0.5) / scale - 0.5) + 2)
    # One pixel more on both sides than needed: the kernel computes these positions in float32.
    low = max(0, math.floor(scale * (start + 0.5) - 0.5) - 1)
    high = min(resized, math.floor(scale * (stop - 0.5) - 0.5) + 3)
    cell_low, cell_high = max(0, (low - 2) // CELL_PX), min(cells, (high - 3) // CELL_PX + 2)
    return Span((start, stop), (low, high), (cell_low, cell_high))
