"""The picture of the probe: a line for each query, its neighbours inside and across images.

What does not belong to a mask is dimmed; a bar below a neighbour says whether its category is that
of the query.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from anymask.evaluation.probe.gallery import SHOWN, Line, Tile
from anymask.evaluation.probe.window import Window

TILE, GAP, CAPTION, HEAD = 104, 8, 30, 46
"""Pixels: side of a tile, space around it, room for its caption, and for the title."""
BLOCK = 20
"""Extra space between the query, its own image, and the others."""
DIMMED = 0.35
"""Share of its brightness that the surroundings of a mask keep."""
INK, PAPER = (40, 44, 52), (255, 255, 255)
SAME, OTHER, UNKNOWN = (46, 125, 50), (198, 40, 40), (158, 158, 158)
TEXT_PX = 12
LONGEST = 15
"""Letters of a category that fit below a tile."""


def draw_neighbours(title: str, lines: Sequence[Line]) -> UInt8[np.ndarray, "H W 3"]:
    """Draw lines below each other, with headings.

    Args:
        title: whose embedding, and of which set.
        lines: at least one.
    """
    width = _left(1, SHOWN)  # where a neighbour more would begin
    page = Image.new("RGB", (width, HEAD + len(lines) * (TILE + CAPTION + GAP)), PAPER)
    pen = ImageDraw.Draw(page)
    pen.text((GAP, 5), title, fill=INK, font=ImageFont.load_default(TEXT_PX + 3))
    font = ImageFont.load_default(TEXT_PX)
    heads = ((GAP, "query"), (_left(0, 0), "same image"), (_left(1, 0), "other images"))
    for x, text in heads:
        pen.text((x, 27), text, fill=INK, font=font)
    for number, line in enumerate(lines):
        top = HEAD + number * (TILE + CAPTION + GAP)
        _paste(page, pen, line.query, GAP, top, None)
        for block, tiles in enumerate((line.inside, line.across)):
            for place, tile in enumerate(tiles):
                _paste(page, pen, tile, _left(block, place), top, line.query)
    return np.array(page)


def thumbnail(window: Window) -> UInt8[np.ndarray, "h w 3"]:
    """Dim what is around the mask, and fit the window into a tile."""
    light = np.where(window.mask[..., None], 1.0, DIMMED)
    picture = Image.fromarray((window.pixels * light).astype(np.uint8))
    scale = TILE / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return np.array(picture.resize(size, Image.Resampling.BICUBIC))


def _left(block: int, place: int) -> int:
    """Return the left edge of a neighbour: block 0 is the same image, block 1 the others."""
    return GAP + (TILE + GAP) * (1 + block * SHOWN + place) + BLOCK * (1 + block)


def _paste(
    page: Image.Image, pen: ImageDraw.ImageDraw, tile: Tile, x: int, y: int, query: Tile | None
) -> None:
    """Put a tile in its place, with its caption; `query` is None for the query itself."""
    picture = thumbnail(tile.window)
    inset = (TILE - picture.shape[1]) // 2, (TILE - picture.shape[0]) // 2
    page.paste(Image.fromarray(picture), (x + inset[0], y + inset[1]))
    name = (tile.category or "?")[:LONGEST]
    caption = name if query is None else f"{name} {tile.similarity:.2f}"
    if query is not None:
        pen.rectangle((x, y + TILE + 2, x + TILE - 1, y + TILE + 5), fill=_colour(tile, query))
    pen.text((x, y + TILE + 8), caption, fill=INK, font=ImageFont.load_default(TEXT_PX))


def _colour(tile: Tile, query: Tile) -> tuple[int, int, int]:
    if tile.category is None or query.category is None:
        return UNKNOWN
    return SAME if tile.category == query.category else OTHER
