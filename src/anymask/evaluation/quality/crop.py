"""What a rater sees: an object's surroundings, enlarged, and a mask as a layer above them.

The window follows from the object alone, so that all masks of an object are judged on the same
crop; the layer is a picture of its own, which the page can take away. No colour tells a method.
"""

import io
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, UInt8
from PIL import Image
from scipy import ndimage

from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

SIDE_PX = 640
"""The longer side of a crop as shown."""
THUMBNAIL_PX = 320
"""The longer side of the whole picture as shown."""
MOST_ENLARGED = 8.0
MARGIN = 0.5
"""Shown around an object, in sizes of it."""
LEAST_MARGIN_PX = 16
JPEG_QUALITY = 92

FILL, EDGE = (255, 60, 200), (255, 255, 255)
FILL_ALPHA, EDGE_ALPHA = 90, 255


@dataclass(frozen=True)
class Window:
    """A part of an image, and how large it is shown.

    Attributes:
        x, y, width, height: in pixels of the image.
        shown: (height, width) on the page.
    """

    x: int
    y: int
    width: int
    height: int
    shown: Size


def window_around(mask: Rle) -> Window:
    """Choose what to show of an object: its box and a margin, within the image.

    >>> window_around(Rle((100, 100), [5050, 1, 4949])).width
    33
    """
    height, width = mask.size
    x0, y0, x1, y1 = rle.box(mask)
    margin = round(max(LEAST_MARGIN_PX, MARGIN * max(x1 - x0, y1 - y0)))
    left, top = max(0, x0 - margin), max(0, y0 - margin)
    right, bottom = min(width, x1 + margin), min(height, y1 + margin)
    return _window(left, top, right - left, bottom - top, SIDE_PX)


def whole_window(size: Size) -> Window:
    """Show all of an image of (height, width), small."""
    height, width = size
    return _window(0, 0, width, height, THUMBNAIL_PX)


def crop_jpeg(pixels: UInt8[np.ndarray, "H W 3"], window: Window) -> bytes:
    """Cut a window out of an image and encode it as it is shown."""
    rows = slice(window.y, window.y + window.height)
    part = Image.fromarray(np.ascontiguousarray(pixels[rows, window.x : window.x + window.width]))
    height, width = window.shown
    stream = io.BytesIO()
    shown = part.resize((width, height), Image.Resampling.BICUBIC)
    shown.save(stream, "JPEG", quality=JPEG_QUALITY)
    return stream.getvalue()


def layer_png(mask: Bool[np.ndarray, "H W"], window: Window) -> bytes:
    """Draw a mask over a window: a clear fill and a line just inside its edge, nothing elsewhere.

    Pixels of the mask, which is as large as the image, are enlarged as squares, so that its true
    edge is seen.
    """
    values = _layer(_cut(mask, window))
    picture = Image.fromarray(values)
    picture.putpalette((0, 0, 0, *FILL, *EDGE))
    stream = io.BytesIO()
    picture.save(stream, "PNG", transparency=bytes((0, FILL_ALPHA, EDGE_ALPHA)))
    return stream.getvalue()


def _layer(inside: Bool[np.ndarray, "H W"]) -> UInt8[np.ndarray, "H W"]:
    """Number the pixels of a layer: 0 outside, 1 the fill, 2 the line."""
    line = max(1, round(max(inside.shape) / 320))
    # What lies beyond the window counts as mask: a mask that is cut off has no edge there.
    eroded = ndimage.minimum_filter(inside, size=2 * line + 1, mode="nearest")
    return inside.astype(np.uint8) + (inside & ~eroded)


def _cut(mask: Bool[np.ndarray, "H W"], window: Window) -> Bool[np.ndarray, "h w"]:
    """Take the window out of a mask, at the size at which it is shown."""
    part = mask[window.y : window.y + window.height, window.x : window.x + window.width]
    height, width = window.shown
    rows = (np.arange(height) + 0.5) * window.height / height
    columns = (np.arange(width) + 0.5) * window.width / width
    cut: np.ndarray = part[rows.astype(np.int64)][:, columns.astype(np.int64)]
    return cut


def _window(x: int, y: int, width: int, height: int, longest: int) -> Window:
    scale = min(longest / max(width, height), MOST_ENLARGED)
    shown = (max(1, round(height * scale)), max(1, round(width * scale)))
    return Window(x, y, width, height, shown)
