"""The part of an image around a mask, with the mask in it.

The probe encodes windows, and its pictures show them.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, UInt8

from anymask.geometry import rle
from anymask.geometry.rle import Rle


@dataclass(frozen=True, eq=False)
class Window:
    """A piece of an image.

    Attributes:
        pixels: RGB.
        mask: which of them belong to the object.
    """

    pixels: UInt8[np.ndarray, "h w 3"]
    mask: Bool[np.ndarray, "h w"]

    def mirrored(self) -> "Window":
        """Swap left and right."""
        return Window(np.ascontiguousarray(self.pixels[:, ::-1]), self.mask[:, ::-1].copy())


def cut(pixels: UInt8[np.ndarray, "H W 3"], mask: Rle, margin: float) -> Window:
    """Cut out the box of a mask, wider by a margin, as far as the image reaches.

    Args:
        pixels: the image, RGB.
        mask: of the image's size, with at least one pixel.
        margin: share of the longer side of the box that is added on each side.

    >>> mask = Rle((4, 6), [9, 2, 13])
    >>> cut(np.zeros((4, 6, 3), np.uint8), mask, 0.5).pixels.shape
    (4, 3, 3)
    """
    x0, y0, x1, y1 = rle.box(mask)
    assert x1 > x0, "an empty mask has no window"
    wider = round(margin * max(x1 - x0, y1 - y0))
    left, top = max(0, x0 - wider), max(0, y0 - wider)
    right, bottom = min(mask.size[1], x1 + wider), min(mask.size[0], y1 + wider)
    inside = rle.decode(rle.crop(mask, (left, top), (bottom - top, right - left)))
    return Window(pixels[top:bottom, left:right], inside.numpy())
