"""Large images tile by tile: everything mode in overlapping tiles, joined across the seams.

An object that crosses a seam is found in two tiles, cut off in each. Both must show the same thing
in the strip that the tiles share; masks that agree there are one object. What a tile shows whole
wins over pieces, and what is found twice is kept once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import torch
from jaxtyping import UInt8

from anymask.geometry import rle
from anymask.geometry.grids import CropBox, tiles
from anymask.geometry.nms import nms
from anymask.geometry.rle import Rle
from anymask.inference.automatic import Embed, find_everything, to_masks
from anymask.inference.found import Found
from anymask.inference.options import AutomaticOptions
from anymask.inference.result import Masks
from anymask.shapes import Size

OVERLAP_SHARE = 0.25
"""Overlap of neighbouring tiles as a share of the tile's side."""

AGREEMENT = 0.6
"""IoU, in the strip that two tiles share, from which two masks are one object."""

LEAST_SHARED_PX = 16
"""Masks that share fewer pixels than this agree on nothing."""

SEAM_PX = 2
"""A mask this close to a tile's edge is cut off there."""


@dataclass(frozen=True)
class _Piece:
    """A mask found in a tile, in pixels of the whole image."""

    found: Found
    tile: int
    is_cut: bool


def segment_tiles(
    embed: Embed,
    image: UInt8[np.ndarray, "H W 3"],
    options: AutomaticOptions,
    *,
    tile: int,
    fast: bool = False,
) -> Masks:
    """Segment everything in a large image, tile by tile.

    Args:
        embed: encodes a tile.
        image: RGB.
        options: applied in every tile.
        tile: side of a tile in pixels.
        fast: as in `segment_everything`.

    Returns:
        Masks of the whole image by falling predicted IoU; memory is that of one tile and of the
        run lengths.

    Raises:
        ConfigurationError: a tile of less than one pixel.
    """
    height, width = image.shape[:2]
    layout = tiles((height, width), tile, int(tile * OVERLAP_SHARE))
    pieces: list[_Piece] = []
    for number, place in enumerate(layout):
        pixels = np.ascontiguousarray(image[place.y0 : place.y1, place.x0 : place.x1])
        for found in find_everything(embed, pixels, options, fast=fast):
            pieces.append(piece_in_image(found, number, place, (height, width)))
    joined = join_pieces(pieces, layout)
    if joined:
        boxes = torch.tensor([one.box for one in joined])
        scores = torch.tensor([one.score for one in joined])
        joined = [joined[i] for i in nms(boxes, scores, options.box_nms_thresh).tolist()]
    return to_masks(joined, (height, width))


def piece_in_image(found: Found, number: int, place: CropBox, size: Size) -> _Piece:
    """Move a mask from its tile to the image, and see whether the tile's edge cuts it."""
    x0, y0, x1, y1 = found.box
    (height, width), (tile_height, tile_width) = size, place.size
    is_cut = (
        (x0 < SEAM_PX and place.x0 > 0)
        or (y0 < SEAM_PX and place.y0 > 0)
        or (x1 >= tile_width - SEAM_PX and place.x1 < width)
        or (y1 >= tile_height - SEAM_PX and place.y1 < height)
    )
    moved = replace(
        found,
        rle=rle.place(found.rle, (place.x0, place.y0), size),
        box=(x0 + place.x0, y0 + place.y0, x1 + place.x0, y1 + place.y0),
        point=(found.point[0] + place.x0, found.point[1] + place.y0),
        crop=place,
    )
    return _Piece(moved, number, is_cut)


def join_pieces(pieces: Sequence[_Piece], layout: Sequence[CropBox]) -> list[Found]:
    """Unite the pieces of each object.

    The best-agreeing pairs are joined first, and an object takes at most one mask from each tile,
    so that a part never pulls its whole in with it.
    """
    groups = {index: {index} for index in range(len(pieces))}
    for _, a, b in sorted(_agreements(pieces, layout), reverse=True):
        first, second = groups[a], groups[b]
        if first is second or {pieces[i].tile for i in first} & {pieces[i].tile for i in second}:
            continue
        first |= second
        for member in second:
            groups[member] = first
    distinct = {id(group): group for group in groups.values()}
    return [_unite([pieces[i] for i in sorted(group)]) for group in distinct.values()]


def _unite(group: Sequence[_Piece]) -> Found:
    """Make one mask of the pieces of an object: the best whole view, or all pieces together."""
    best = max(group, key=lambda piece: (not piece.is_cut, piece.found.score))
    if not best.is_cut or len(group) == 1:
        return best.found
    whole = rle.union([piece.found.rle for piece in group])
    x0, y0, x1, y1 = rle.box(whole)
    return replace(best.found, rle=whole, box=(float(x0), float(y0), x1 - 1.0, y1 - 1.0))


def _agreements(
    pieces: Sequence[_Piece], layout: Sequence[CropBox]
) -> list[tuple[float, int, int]]:
    """Compare the masks of neighbouring tiles in the strip that both tiles show.

    Returns:
        (IoU in the strip, piece, piece) of the pairs that agree.
    """
    by_tile: dict[int, list[int]] = {}
    for index, piece in enumerate(pieces):
        by_tile.setdefault(piece.tile, []).append(index)
    agreeing = []
    for one, other in combinations(sorted(by_tile), 2):
        strip = _shared_strip(layout[one], layout[other])
        if strip is None:
            continue
        rectangle = _rectangle(strip, pieces[by_tile[one][0]].found.rle.size)
        in_strip = {
            index: rle.intersection(pieces[index].found.rle, rectangle)
            for index in by_tile[one] + by_tile[other]
        }
        for a in by_tile[one]:
            for b in by_tile[other]:
                iou = _iou_in_strip(pieces[a].found, pieces[b].found, in_strip[a], in_strip[b])
                if iou >= AGREEMENT:
                    agreeing.append((iou, a, b))
    return agreeing


def _shared_strip(a: CropBox, b: CropBox) -> CropBox | None:
    x0, y0, x1, y1 = max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)
    return CropBox(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _rectangle(box: CropBox, size: Size) -> Rle:
    """Write a rectangle as run lengths."""
    height, width = box.size
    return rle.encode_window(torch.ones(height, width, dtype=torch.bool), (box.x0, box.y0), size)


def _iou_in_strip(a: Found, b: Found, pixels_a: int, pixels_b: int) -> float:
    """IoU of two masks where both tiles look; they share pixels nowhere else."""
    small, large = sorted((pixels_a, pixels_b))
    if small < LEAST_SHARED_PX or small < AGREEMENT * large:
        return 0.0
    shared = rle.intersection(a.rle, b.rle)
    return shared / (pixels_a + pixels_b - shared)
