"""The whole picture: what a phrase is worth before anybody reads it.

The floor of the text task: a method that understands text must do better.
"""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import UInt8

from anymask.geometry.rle import Rle
from anymask.inference.result import Masks
from anymask.shapes import Size


class WholePicture:
    """Answers every phrase by all pixels of the image; takes nothing else."""

    name = "whole picture"
    stamp = ""

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "WholePictureView":
        """Remember the size of the image."""
        height, width = image.shape[:2]
        return WholePictureView((height, width))


class WholePictureView:
    """An image of which only the size matters."""

    def __init__(self, size: Size) -> None:
        self._everything = Rle(size, [0, size[0] * size[1]])

    def text(self, phrases: Sequence[str]) -> Masks:
        """Answer each phrase by everything."""
        count = len(phrases)
        return Masks(
            self._everything.size,
            scores=torch.ones(count),
            runs=(self._everything,) * count,
            objects=torch.arange(count),
        )
