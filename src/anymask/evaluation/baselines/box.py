"""The filled box: what a box prompt is worth before anything is segmented."""

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from anymask.geometry import rle
from anymask.inference.result import Masks
from anymask.shapes import Size


class FilledBox:
    """Answers a box by all of its pixels; takes no clicks."""

    name = "filled box"
    stamp = ""

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "BoxView":
        """Remember the size of the image."""
        height, width = image.shape[:2]
        return BoxView((height, width))


class BoxView:
    """An image of which only the size matters."""

    def __init__(self, size: Size) -> None:
        self._size = size

    def box(self, boxes: Float[Tensor, "N 4"]) -> Masks:
        """Fill the pixels whose centres lie in each box."""
        corners = boxes.round().long().tolist()
        filled = tuple(
            rle.encode_window(torch.ones(y1 - y0, x1 - x0, dtype=torch.bool), (x0, y0), self._size)
            for x0, y0, x1, y1 in corners
        )
        return Masks(self._size, scores=torch.ones(len(filled)), runs=filled)
