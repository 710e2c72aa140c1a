"""Draw the numbers of a data set: four histograms and a heat map on one page.

`anymask data stats --out` and `anymask engine release` write it.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from anymask.data.statistics import SetStatistics

PANEL = (420, 260)
"""Width and height of each of four panels in pixels; a fifth one below them is twice as wide."""
MARGIN = 40
INK, BAR, PAPER = (40, 44, 52), (66, 120, 200), (255, 255, 255)
BARS = 24
"""Numbers of masks per image are joined to so many bars at most."""


def draw_statistics(statistics: SetStatistics, title: str) -> UInt8[np.ndarray, "H W 3"]:
    """Draw a page.

    Args:
        statistics: what to draw.
        title: stands at the top, e.g. the name of the set.
    """
    width, height = PANEL
    page = Image.new("RGB", (2 * width, 3 * height + MARGIN), PAPER)
    pen = ImageDraw.Draw(page)
    numbers = f"{statistics.images} images, {statistics.masks} masks"
    _write(pen, (MARGIN // 2, MARGIN // 3), f"{title}: {numbers}", size=16)
    counts, last = _joined(statistics.masks_per_image)
    panels = [
        (counts, "masks per image", f"{last}"),
        (statistics.relative_sizes, "relative size: sqrt(mask / image)", "1"),
        (statistics.concavities, "concavity: 1 - mask / convex hull", "1"),
    ]
    for place, (values, name, end) in enumerate(panels):
        corner = (place % 2 * width, MARGIN + place // 2 * height)
        _draw_bars(pen, corner, values, name, end)
    _draw_heat(page, pen, (width, MARGIN + height), statistics.centres)
    _draw_bins(pen, (0, MARGIN + 2 * height), statistics.source_bins)
    return np.array(page)


def _joined(counts: Sequence[int]) -> tuple[list[int], int]:
    """Join neighbouring counts until they fit `BARS`; return them and the last number."""
    step = max(1, -(-len(counts) // BARS))
    joined = [sum(counts[start : start + step]) for start in range(0, len(counts), step)]
    return joined, len(joined) * step - 1


def _draw_bars(
    pen: ImageDraw.ImageDraw, corner: tuple[int, int], values: Sequence[int], name: str, end: str
) -> None:
    """Draw a histogram: the highest bar fills the panel; its share is written beside it."""
    x, y = corner[0] + MARGIN, corner[1] + MARGIN
    width, height = PANEL[0] - 2 * MARGIN, PANEL[1] - 2 * MARGIN
    _write(pen, (x, corner[1] + 12), name)
    total, most = max(1, sum(values)), max(1, max(values, default=0))
    step = width / max(1, len(values))
    for index, value in enumerate(values):
        top = y + height - round(height * value / most)
        pen.rectangle((x + index * step, top, x + (index + 1) * step - 2, y + height), fill=BAR)
    pen.line((x, y + height, x + width, y + height), fill=INK)
    _write(pen, (x - 34, y - 4), f"{most / total:.0%}")
    _write(pen, (x, y + height + 6), "0")
    _write(pen, (x + width - 8 * len(end), y + height + 6), end)


def _draw_bins(pen: ImageDraw.ImageDraw, corner: tuple[int, int], bins: dict[str, int]) -> None:
    """Draw a bar for each bin with its name below and the number of images above."""
    x, y = corner[0] + MARGIN, corner[1] + MARGIN
    width, height = 2 * PANEL[0] - 2 * MARGIN, PANEL[1] - 2 * MARGIN
    _write(pen, (x, corner[1] + 12), "images by their number of masks, in the bins of SA-1B")
    most, step = max(1, *bins.values()), width / len(bins)
    for index, (name, count) in enumerate(bins.items()):
        left, top = x + index * step, y + height - round((height - 16) * count / most)
        if count:
            pen.rectangle((left, top, left + step - 8, y + height), fill=BAR)
        _write(pen, (round(left), top - 16), str(count))
        _write(pen, (round(left), y + height + 6), name)
    pen.line((x, y + height, x + width, y + height), fill=INK)


def _draw_heat(
    page: Image.Image, pen: ImageDraw.ImageDraw, corner: tuple[int, int], cells: list[list[int]]
) -> None:
    """Draw where the middles of boxes lie: the fuller a cell, the darker."""
    heat = np.array(cells, dtype=float)
    share = heat / max(1.0, heat.max(initial=0.0))
    colour = np.array(PAPER) + share[..., None] * (np.array(BAR) - np.array(PAPER))
    side = PANEL[1] - 2 * MARGIN
    picture = Image.fromarray(colour.round().astype(np.uint8))
    x, y = corner[0] + MARGIN, corner[1] + MARGIN
    page.paste(picture.resize((side, side), Image.Resampling.NEAREST), (x, y))
    pen.rectangle((x, y, x + side, y + side), outline=INK)
    _write(pen, (x, corner[1] + 12), "middles of boxes in the image")


def _write(pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, *, size: int = 13) -> None:
    pen.text(place, text, fill=INK, font=ImageFont.load_default(size))
