"""Proposals that do not look: filled boxes of several sizes all over the image.

What a recall is worth before anything is segmented; every other method has to beat it.
"""

import numpy as np
import torch
from jaxtyping import UInt8

from anymask.evaluation.proposals.options import ProposalOptions
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks
from anymask.shapes import Size

GRIDS = (1, 2, 3, 4, 6, 8, 12)
"""Boxes of the image's sides divided by these, each half over its neighbours: 959 in all."""


class BoxGrid:
    """Proposes the same boxes in every image; takes no prompt."""

    name = "box grid"
    stamp = ""

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "BoxGridView":
        """Remember the size of the image."""
        height, width = image.shape[:2]
        return BoxGridView((height, width))


class BoxGridView:
    """An image of which only the size, (height, width), matters."""

    def __init__(self, size: Size) -> None:
        self._size = size

    def propose(self, options: ProposalOptions) -> Masks:
        """Fill the boxes, the largest first; of the options only the number of proposals matters.

        >>> len(BoxGridView((480, 640)).propose(ProposalOptions(max_proposals=10)))
        10
        """
        boxes = [box for grid in GRIDS for box in _boxes_of(grid, self._size)]
        kept = tuple(self._fill(box) for box in boxes[: options.max_proposals])
        return Masks(self._size, scores=torch.linspace(1, 0, len(kept)), runs=kept)

    def _fill(self, box: tuple[int, int, int, int]) -> Rle:
        x0, y0, x1, y1 = box
        filled = torch.ones(y1 - y0, x1 - x0, dtype=torch.bool)
        return rle.encode_window(filled, (x0, y0), self._size)


def _boxes_of(grid: int, size: Size) -> list[tuple[int, int, int, int]]:
    """List (x0, y0, x1, y1) of the boxes of one size, half-open and not empty."""
    height, width = size
    rows = _spans(grid, height)
    return [(x0, y0, x1, y1) for y0, y1 in rows for x0, x1 in _spans(grid, width)]


def _spans(grid: int, length: int) -> list[tuple[int, int]]:
    """Cut a length into overlapping spans, each at least one pixel long."""
    starts = [step * length // (2 * grid) for step in range(2 * grid - 1)]
    return [(start, start + max(1, length // grid)) for start in starts]
