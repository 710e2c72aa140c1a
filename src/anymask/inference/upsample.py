"""Bring low-resolution logits to full resolution only where they can exceed a threshold.

Bilinear values never exceed the cells they are made from, so a mask is nothing outside the
neighbourhood of its positive cells. `upsample_window` computes that neighbourhood alone, bit for
bit as `Frame.upsample` computes the whole picture; results and everything mode rely on it.
"""

import math
from dataclasses import dataclass

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
class _Span:
    """What one axis of a window needs at each resolution; all ranges are half-open."""

    pixels: tuple[int, int]  # of the original image: what is wanted
    source: tuple[int, int]  # of the resized image: what that is made from
    cells: tuple[int, int]  # of the low-resolution logits: what the source is made from


def occupied_cells(
    logits: Float[Tensor, "h w"], threshold: float
) -> tuple[int, int, int, int] | None:
    """Find the smallest (x0, y0, x1, y1), half-open, around all cells that are above `threshold`.

    Returns:
        The box in cells, or None where no cell reaches the threshold.
    """
    above = logits > threshold - ROUNDING_MARGIN
    rows = above.any(1).nonzero()
    if len(rows) == 0:
        return None
    columns = above.any(0).nonzero()
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def upsample_window(
    logits: Float[Tensor, "h w"],
    frame: Frame,
    cells: tuple[int, int, int, int],
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
    fits = frame.padded == (CELL_PX * logits.shape[0], CELL_PX * logits.shape[1])
    if not fits or min(sum(frame.padded), sum(frame.original)) <= SMALL_OUTPUT:
        return Window(frame.upsample(logits), 0, 0)
    across = _span(cells[0], cells[2], logits.shape[1], frame.resized[1], frame.original[1])
    down = _span(cells[1], cells[3], logits.shape[0], frame.resized[0], frame.original[0])
    if across is None or down is None:
        return None

    # Times four is exact in every bit, also on a piece: the outermost two pixels are cut off.
    piece = logits[down.cells[0] : down.cells[1], across.cells[0] : across.cells[1]]
    height, width = piece.shape
    fine = _resample(piece, (CELL_PX * height, CELL_PX * width), (CELL_PX, CELL_PX))
    top, left = down.source[0] - CELL_PX * down.cells[0], across.source[0] - CELL_PX * across.cells[0]
    rows, columns = down.source[1] - down.source[0], across.source[1] - across.source[0]
    fine = fine[top : top + rows, left : left + columns]
    return Window(_second_step(fine, down, across, frame), across.pixels[0], down.pixels[0])


def reached_pixels(
    cells: tuple[int, int, int, int], frame: Frame, mask_size: int
) -> tuple[int, int, int, int] | None:
    """Find the original pixels that some cells can influence.

    Args:
        cells: (x0, y0, x1, y1) cells, half-open.
        frame: the image's frame.
        mask_size: side of the low-resolution logits in cells.

    Returns:
        (x0, y0, x1, y1) pixels, half-open, at most a few too many; None for none.
    """
    across = _span(cells[0], cells[2], mask_size, frame.resized[1], frame.original[1])
    down = _span(cells[1], cells[3], mask_size, frame.resized[0], frame.original[0])
    if across is None or down is None:
        return None
    return across.pixels[0], down.pixels[0], across.pixels[1], down.pixels[1]


def _second_step(fine: Tensor, down: _Span, across: _Span, frame: Frame) -> Tensor:
    """Resample a piece of the resized picture, source rows x columns, to original pixels.

    The kernel starts counting at its input's corner, so the piece is padded back to the corner of
    the picture, along one axis at a time: first to all columns up to the window's right edge, on
    the rows needed, then to all rows up to its lower edge, on the columns needed.
    """
    scale_y = _exact_inverse(frame.resized[0], frame.original[0])
    scale_x = _exact_inverse(frame.resized[1], frame.original[1])
    (y0, y1), (x0, x1) = down.pixels, across.pixels
    two_passes = len(fine) * x1 + y1 * (x1 - x0)
    if two_passes >= y1 * x1:
        whole = F.pad(fine, (across.source[0], 0, down.source[0], 0))
        return _resample(whole, (y1, x1), (scale_y, scale_x))[y0:, x0:]
    wide = F.pad(fine, (across.source[0], 0))
    wide = _resample(wide, (len(fine), x1), (1.0, scale_x))[:, x0:]
    tall = F.pad(wide, (0, 0, down.source[0], 0))
    return _resample(tall, (y1, x1 - x0), (scale_y, 1.0))[y0:]


def _resample(x: Tensor, size: tuple[int, int], scales: tuple[float, float]) -> Tensor:
    """Run the bilinear kernel of `F.interpolate` with scales that do not follow from the sizes."""
    rows, columns = size
    # An axis whose length stays the same would be copied, whatever its scale.
    columns += columns == x.shape[1]
    rows = max(rows, SMALL_OUTPUT + 1 - columns)
    rows += rows == x.shape[0]
    out: Tensor = torch.ops.aten.upsample_bilinear2d(
        x[None, None].contiguous(), [rows, columns], False, scales[0], scales[1]
    )
    return out[0, 0, : size[0], : size[1]]


def _exact_inverse(source: int, target: int) -> float:
    """Compute the scale factor from which the kernel recovers its own float32 source / target."""
    return 1.0 / float(torch.tensor(float(source)) / torch.tensor(float(target)))


def _span(first: int, end: int, cells: int, resized: int, original: int) -> _Span | None:
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
    return _Span((start, stop), (low, high), (cell_low, cell_high))
