"""Between masks and polygons with holes, exactly.

Outlines follow the cracks between pixels, so their corners are whole numbers and filling them
gives the mask back bit for bit. Export to GeoJSON, YOLO and Label Studio and the drawing of
contours use them::

    crack corners of the pixel (x, y):   (x, y) ── (x+1, y)
                                            │  pixel  │
                                         (x, y+1) ── (x+1, y+1)
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry.cracks import Ring, trace_rings
from anymask.geometry.extent import extent
from anymask.shapes import Size


@dataclass(frozen=True, eq=False)
class Polygon:
    """One region: a ring around it and a ring around each hole.

    Attributes:
        exterior: (N, 2) float64 corners (x, y) in pixels, clockwise on the screen, not repeated
            at the end.
        holes: rings of the same form, counter-clockwise; they touch each other and the exterior
            at corners at most.
    """

    exterior: Ring
    holes: tuple[Ring, ...] = ()


def mask_to_polygons(mask: Bool[Tensor, "H W"]) -> list[Polygon]:
    """Outline the regions of a mask along the cracks between its pixels.

    Pixels that touch only at a corner belong to different polygons, and a ring never visits a
    point twice, so that every polygon is valid for GeoJSON and geometry libraries.

    Args:
        mask: (H, W).

    Returns:
        One polygon per 4-connected region, from the top down; empty for an empty mask.

    >>> [polygon.exterior.tolist() for polygon in mask_to_polygons(torch.tensor([[False, True]]))]
    [[[1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0]]]
    """
    array = mask.cpu().numpy()
    rows, columns = extent(array)
    window = array[rows, columns]
    origin = np.array([columns.start, rows.start], dtype=np.float64)
    regions = np.empty(window.shape, dtype=np.int32)
    count = int(ndimage.label(window, output=regions))  # 4-connected
    exteriors: list[Ring] = [np.zeros((0, 2))] * count
    holes: list[list[Ring]] = [[] for _ in range(count)]
    for ring in trace_rings(window):
        region = _region_of(ring, regions) - 1
        if _signed_area(ring) > 0:
            exteriors[region] = ring + origin
        else:
            holes[region].append(ring + origin)
    return [
        Polygon(exterior, tuple(inner)) for exterior, inner in zip(exteriors, holes, strict=True)
    ]


def polygons_to_mask(polygons: Iterable[Polygon], size: Size) -> Bool[Tensor, "H W"]:
    """Fill polygons: a pixel belongs to the mask when its centre lies inside one of them.

    A centre that lies exactly on a side belongs to what is right of it (below it, where the side
    is level), so that polygons with a common side neither share a pixel nor leave one out.

    Args:
        polygons: rings in pixels of the image; parts outside the image are cut off. A ring that
            crosses itself is filled by the even-odd rule.
        size: (height, width) of the mask.

    Returns:
        (H, W) union of the polygons.

    Raises:
        InputError: a corner is NaN or infinite.
    """
    mask = np.zeros(size, dtype=np.bool_)
    for polygon in polygons:
        rings = [polygon.exterior, *polygon.holes]
        if not all(np.isfinite(ring).all() for ring in rings):
            raise InputError("a polygon has a corner that is not finite; drop it from the file")
        _fill(rings, mask)
    return torch.from_numpy(mask)


def simplify(polygon: Polygon, tolerance: float) -> Polygon:
    """Drop corners that lie close to the line between the corners kept (Douglas and Peucker).

    Args:
        polygon: any polygon.
        tolerance: largest distance in pixels of a dropped corner from the new outline; about 1
            turns the stairs of a mask's outline into slanted lines.

    Returns:
        A polygon with as many holes. A ring that would shrink to less than three corners stays
        as it is.

    Raises:
        InputError: `tolerance` is negative.
    """
    if not tolerance >= 0:
        raise InputError(f"tolerance is {tolerance} px; choose 0 or more")
    return Polygon(
        _simplify_ring(polygon.exterior, tolerance),
        tuple(_simplify_ring(hole, tolerance) for hole in polygon.holes),
    )


def _region_of(ring: Ring, regions: NDArray[np.int32]) -> int:
    """Read the number of the region on the right hand of a ring's first, horizontal side."""
    (x0, y), (x1, _) = ring[:2].astype(int).tolist()
    return int(regions[y, x0] if x1 > x0 else regions[y - 1, x1])


def _signed_area(ring: Ring) -> float:
    """Measure the area inside a ring, positive if it runs clockwise on the screen."""
    x, y = ring[:, 0], ring[:, 1]
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def _fill(rings: list[Ring], mask: NDArray[np.bool_]) -> None:
    """Set the pixels of `mask` whose centre lies inside an odd number of rings."""
    height, width = mask.shape
    corner = np.concatenate(rings)
    following = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    # Every side is walked downwards, so that it is rounded alike for the polygons on both hands.
    falls = (corner[:, 1] <= following[:, 1])[:, None]
    start, end = np.where(falls, corner, following), np.where(falls, following, corner)
    # Each side toggles what lies right of it, in the rows whose centre it passes.
    first = np.clip(np.ceil(start[:, 1] - 0.5), 0, height).astype(np.int64)
    rows = np.clip(np.ceil(end[:, 1] - 0.5), 0, height).astype(np.int64) - first
    if rows.sum() == 0:
        return
    side = np.repeat(np.arange(len(rows)), rows)
    y = first[side] + np.arange(len(side)) - (np.cumsum(rows) - rows)[side]
    along = (y + 0.5 - start[side, 1]) / (end[side, 1] - start[side, 1])
    crossing = start[side, 0] + along * (end[side, 0] - start[side, 0])
    x = np.clip(np.ceil(crossing - 0.5), 0, width).astype(np.int64)

    top, left = int(y.min()), int(x.min())
    toggles = np.zeros((int(y.max()) + 1 - top, int(x.max()) + 1 - left), dtype=np.uint8)
    np.add.at(toggles, (y - top, x - left), 1)
    inside = np.bitwise_xor.accumulate(toggles & 1, axis=1)[:, :-1].view(np.bool_)
    mask[top : top + inside.shape[0], left : left + inside.shape[1]] |= inside


def _simplify_ring(ring: Ring, tolerance: float) -> Ring:
    """Simplify the two halves between the first corner and the one farthest from it."""
    closed = np.concatenate([ring, ring[:1]])
    middle = int(np.linalg.norm(ring - ring[0], axis=1).argmax())
    keep = np.zeros(len(closed), dtype=np.bool_)
    keep[[0, middle]] = True
    spans = [(0, middle), (middle, len(ring))]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distance_to_side(closed[first + 1 : last], closed[first], closed[last])
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            split = first + 1 + farthest
            keep[split] = True
            spans += [(first, split), (split, last)]
    return ring[keep[:-1]] if keep[:-1].sum() >= 3 else ring


def _distance_to_side(points: Ring, start: Ring, end: Ring) -> NDArray[np.float64]:
    """Measure how far points (N, 2) are from the straight line between two corners (2,)."""
    side = end - start
    length = float(side @ side)
    along = np.clip((points - start) @ side / length, 0, 1) if length else np.zeros(len(points))
    distance: NDArray[np.float64] = np.linalg.norm(points - start - along[:, None] * side, axis=1)
    return distance
