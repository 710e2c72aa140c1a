"""Where to look in an image: point grids, crop layers and tiles.

The automatic generator prompts a grid of points in the image and in overlapping crops of it
(Segment Anything, section 5 and appendix B); very large images are worked through in tiles.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.shapes import Size


@dataclass(frozen=True)
class CropBox:
    """A window (x0, y0, x1, y1) of an image, half-open, in its pixels; layer 0 is the image."""

    x0: int
    y0: int
    x1: int
    y1: int
    layer: int = 0

    @property
    def size(self) -> Size:
        """(height, width) of the window."""
        return self.y1 - self.y0, self.x1 - self.x0

    @property
    def xyxy(self) -> tuple[int, int, int, int]:
        """The corners (x0, y0, x1, y1) without the layer."""
        return self.x0, self.y0, self.x1, self.y1


def point_grid(points_per_side: int) -> Float[Tensor, "N 2"]:
    """Spread points evenly over the unit square, at (i + 0.5) / n along each side.

    Args:
        points_per_side: n, at least 1.

    Returns:
        (n * n, 2) float64 (x, y) in [0, 1], row by row. Double precision, because the published
        pipeline keeps it until the position features.

    Raises:
        ConfigurationError: `points_per_side` is less than 1.

    >>> point_grid(2).tolist()
    [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]
    """
    if points_per_side < 1:
        raise ConfigurationError(
            f"points_per_side is {points_per_side}; a grid needs 1 point per side or more"
        )
    half_step = 1 / (2 * points_per_side)
    # numpy's linspace, not torch's: their last bits differ and the published grid is numpy's.
    side = torch.from_numpy(np.linspace(half_step, 1 - half_step, points_per_side))
    y, x = torch.meshgrid(side, side, indexing="ij")
    return torch.stack([x, y], dim=-1).reshape(-1, 2)


def crop_boxes(size: Size, layers: int, overlap_ratio: float) -> list[CropBox]:
    """Lay out the crops of the automatic generator: layer i cuts the image into (2^i)² windows.

    Args:
        size: (height, width) of the image.
        layers: number of layers beyond the image itself, 0 or more.
        overlap_ratio: overlap of neighbours in layer 1 as a share of the short side; halves with
            every further layer.

    Returns:
        The full image first, then the layers in order, each column by column.

    >>> [box.xyxy for box in crop_boxes((100, 200), 1, 0.2)][:2]
    [(0, 0, 200, 100), (0, 0, 110, 60)]
    """
    height, width = size
    found = [CropBox(0, 0, width, height)]
    for layer in range(1, layers + 1):
        per_side = 2**layer
        overlap = int(overlap_ratio * min(size) * (2 / per_side))
        crop_height = math.ceil((overlap * (per_side - 1) + height) / per_side)
        crop_width = math.ceil((overlap * (per_side - 1) + width) / per_side)
        for x0 in (i * (crop_width - overlap) for i in range(per_side)):
            for y0 in (i * (crop_height - overlap) for i in range(per_side)):
                x1, y1 = min(x0 + crop_width, width), min(y0 + crop_height, height)
                found.append(CropBox(x0, y0, x1, y1, layer))
    return found


def tiles(size: Size, tile: int, overlap: int) -> list[CropBox]:
    """Cover an image with equal square tiles; the last of a row or column are shifted inward.

    Args:
        size: (height, width) of the image.
        tile: side of a tile in pixels; a shorter side of the image is taken whole.
        overlap: least number of pixels that neighbours share, less than `tile`.

    Returns:
        Tiles row by row, all of layer 0.

    Raises:
        ConfigurationError: `tile` or `overlap` cannot cover the image.

    >>> [box.xyxy for box in tiles((4, 10), 6, 2)]
    [(0, 0, 6, 4), (4, 0, 10, 4)]
    """
    if tile < 1 or not 0 <= overlap < tile:
        raise ConfigurationError(
            f"tile is {tile} px and overlap {overlap} px; choose 0 <= overlap < tile"
        )
    height, width = size
    return [
        CropBox(x0, y0, min(x0 + tile, width), min(y0 + tile, height))
        for y0 in _starts(height, tile, overlap)
        for x0 in _starts(width, tile, overlap)
    ]


def _starts(length: int, tile: int, overlap: int) -> list[int]:
    """Place tiles along one side: regular steps, the last one flush with the end."""
    last = max(0, length - tile)
    return [*range(0, last, tile - overlap), last]
