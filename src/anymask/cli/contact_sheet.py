"""A page of small pictures with their masks drawn in: a data set at a glance.

`anymask data inspect` writes it.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from anymask.data.compact import CompactSample
from anymask.geometry import rle
from anymask.inference.draw import draw_masks

TILE = 288
"""Width and height of a picture on the page in pixels."""
CAPTION = 20
GAP = 8
COLUMNS = 4
INK, PAPER = (40, 44, 52), (255, 255, 255)


def contact_sheet(samples: Sequence[CompactSample]) -> UInt8[np.ndarray, "H W 3"]:
    """Draw samples row by row, each with its name and the number of its masks.

    Raises:
        BrokenSampleError: an image cannot be read.
    """
    columns = min(COLUMNS, max(1, len(samples)))
    rows = -(-len(samples) // columns)
    across, down = TILE + GAP, TILE + CAPTION + GAP
    page = Image.new("RGB", (GAP + columns * across, GAP + rows * down), PAPER)
    pen = ImageDraw.Draw(page)
    for index, sample in enumerate(samples):
        picture = thumbnail(sample)
        x, y = GAP + index % columns * across, GAP + index // columns * down
        inset = (TILE - picture.shape[1]) // 2, (TILE - picture.shape[0]) // 2
        page.paste(Image.fromarray(picture), (x + inset[0], y + inset[1]))
        caption = f"{sample.name[-32:]}  masks: {len(sample.masks)}"
        pen.text((x, y + TILE + 2), caption, fill=INK, font=ImageFont.load_default(13))
    return np.array(page)


def thumbnail(sample: CompactSample) -> UInt8[np.ndarray, "h w 3"]:
    """Shrink an image to at most `TILE` pixels a side and draw its masks."""
    height, width = sample.size
    scale = min(1.0, TILE / max(height, width))
    size = (max(1, round(height * scale)), max(1, round(width * scale)))
    pixels = sample.pixels(sample.reduction(scale)).permute(1, 2, 0).numpy()
    picture = Image.fromarray(pixels).resize(size[::-1], Image.Resampling.BOX)
    masks = rle.encode(rle.resize(sample.masks, size))
    return draw_masks(np.array(picture), masks)
