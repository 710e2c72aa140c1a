"""Open pictures whose pixels are numbers of objects, not colours.

The readers of VOC and of folders of mask pictures use it. Palettes are ignored, as their index is
the number; a picture in colour gives each colour a number of its own.
"""

import io

import numpy as np
from jaxtyping import Int32

from anymask.errors import FormatError
from anymask.storage.images import MAX_PIXELS, open_header


def open_labels(content: bytes, name: str) -> Int32[np.ndarray, "H W"]:
    """Decode a label map.

    Args:
        content: a PNG, TIFF or BMP of 1, 8 or 16 bits, or in 8-bit colour.
        name: of the file, for messages.

    Returns:
        (H, W) int32: the values as stored; of colours red * 65536 + green * 256 + blue.

    Raises:
        InputError: it has too many pixels.
        FormatError: it cannot be read, or its pixels are no whole numbers.
    """
    with open_header(io.BytesIO(content), name, MAX_PIXELS) as picture:
        if picture.mode in ("RGB", "RGBA"):
            red, green, blue = (np.asarray(band, np.int32) for band in picture.split()[:3])
            return red << 16 | green << 8 | blue
        if picture.mode == "LA":
            picture = picture.getchannel(0)
        if picture.mode not in ("1", "L", "P", "I", "I;16", "I;16B"):
            raise FormatError(
                f"{name} has pixels of mode {picture.mode}; a label map has 1, 8 or 16 bits or "
                "colours: save it as PNG"
            )
        return np.asarray(picture).astype(np.int32)
