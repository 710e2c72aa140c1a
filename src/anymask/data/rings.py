"""Rings of corners, as annotation files give outlines: checked, and filled within bounds.

Files come from anywhere. A few hundred corners that jump from top to bottom of a large image cost
more memory than the image, and many more cost hours; so heavy rings are filled piece by piece, and
rings heavier than any real outline are refused.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from jaxtyping import Bool
from numpy.typing import NDArray
from torch import Tensor

from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, polygons_to_mask
from anymask.geometry.rle import Rle
from anymask.shapes import Size

FARTHEST = 1e7
"""Corners may lie outside the image, but not so far that arithmetic overflows."""
ALWAYS_FILLED = 1 << 20
"""So many crossings of sides and rows are allowed in any image, and one per pixel in larger ones:
the outline of a checkerboard has no more."""
AT_ONCE = 1 << 17
"""So many crossings are held in memory, or one per 64 pixels in larger images."""

Corners = NDArray[np.float64]
"""(N, 2) corners (x, y) in pixels of the image."""


def fill_rings(rings: Sequence[object], size: Size) -> Rle:
    """Fill rings where pixel centres lie inside; what several of them cover counts once.

    Args:
        rings: each a flat list [x0, y0, x1, y1, ...] in pixels of the image. A ring that crosses
            itself is filled by the even-odd rule.
        size: (height, width) of the image.

    Raises:
        FormatError: a ring is no such list, too far away, or crosses too many rows.

    >>> fill_rings([[0, 0, 2, 0, 2, 1, 0, 1]], (2, 2)).counts.tolist()
    [0, 1, 1, 1, 1]
    """
    pixels = size[0] * size[1]
    at_once = max(AT_ONCE, pixels // 64)
    light: list[Corners] = []
    heavy: list[Corners] = []
    for ring in rings:
        corners = _corners(ring)
        crossings = int(_crossings(corners, size[0]).sum())
        if crossings > max(ALWAYS_FILLED, pixels):
            raise FormatError(
                f"a polygon of {len(corners)} corners crosses {crossings} rows, more than an image "
                f"of {pixels} pixels can show; draw it with fewer corners"
            )
        (heavy if crossings > at_once else light).append(corners)
    parts = [_encode(polygons_to_mask(map(Polygon, light), size), light)]
    parts += [_fill_heavy(corners, size, at_once) for corners in heavy]
    return rle.union(parts) if heavy else parts[0]


def _fill_heavy(corners: Corners, size: Size, at_once: int) -> Rle:
    """Fill a ring of many crossings piece by piece."""
    inside = polygons_to_mask([], size)
    for piece in _pieces(corners, size[0], at_once):
        inside ^= polygons_to_mask([Polygon(piece)], size)
    return _encode(inside, [corners])


def _encode(mask: Bool[Tensor, "H W"], rings: Sequence[Corners]) -> Rle:
    """Compress a mask, looking only where its rings are: large images have many small objects."""
    height, width = mask.shape
    corners = np.concatenate(rings) if rings else np.zeros((1, 2))
    x0, y0 = np.clip(np.floor(corners.min(axis=0)), 0, (width, height)).astype(int).tolist()
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)), 0, (width, height)).astype(int).tolist()
    if x0 == x1 or y0 == y1:
        return Rle((height, width), [height * width])
    return rle.encode_window(mask[y0:y1, x0:x1], (x0, y0), (height, width))


def _corners(ring: object) -> Corners:
    corners = np.array(ring, dtype=np.float64)
    if corners.ndim != 1 or len(corners) < 6 or len(corners) % 2:
        raise FormatError("a polygon is a list of three or more x, y pairs; export the file again")
    if not (np.abs(corners) < FARTHEST).all():
        raise FormatError(f"a polygon has a corner that is not finite or beyond {FARTHEST} pixels")
    return corners.reshape(-1, 2)


def _crossings(corners: Corners, height: int) -> NDArray[np.float64]:
    """Count the rows that the side after each corner passes within the image, or one more."""
    y = np.clip(corners[:, 1], 0, height)
    return np.ceil(np.abs(np.roll(y, -1) - y))


def _pieces(corners: Corners, height: int, at_once: int) -> Iterator[Corners]:
    """Cut a ring into rings that, filled and combined by exclusive or, are the whole ring.

    Each piece closes with a chord to the first corner; each chord belongs to two pieces and
    cancels, as a side is rounded alike in both directions::

        a ─── b        a ─── b          a
        │     │   =      ╲   │   xor    │ ╲
        d ─── c            ╲ c          d ─ c
    """
    passed = np.cumsum(_crossings(corners, height))
    start = 1
    while start < len(corners) - 1:
        before = passed[start - 1]
        end = int(np.searchsorted(passed, before + at_once)) + 1
        end = min(max(end, start + 1), len(corners) - 1)
        yield np.concatenate([corners[:1], corners[start : end + 1]])
        start = end
