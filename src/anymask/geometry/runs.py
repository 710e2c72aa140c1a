"""Rle: a binary mask as the lengths of its runs, the form in which masks are kept and stored.

Pixels are read column by column, as in COCO and SA-1B; the first run is background and may have
length 0. `rle.py` lists everything that can be done with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anymask.errors import InputError
from anymask.shapes import Size


@dataclass(frozen=True, eq=False)
class Rle:
    """A binary mask in run-length form; compared by value and hashable.

    Attributes:
        size: (height, width) of the mask in pixels.
        counts: int64 run lengths, column by column, background and mask in turn. The first may
            be 0, all others are positive, and they add up to height times width: equal masks
            have equal counts. Read-only.

    Raises:
        InputError: the counts break these rules.

    >>> Rle((2, 2), np.array([1, 3])) == Rle((2, 2), [1, 3])
    True
    """

    size: Size
    counts: NDArray[np.int64]

    def __init__(self, size: Size, counts: Sequence[int] | NDArray[np.int64]) -> None:
        runs = np.array(counts, dtype=np.int64)
        pixels = size[0] * size[1]
        if runs.ndim != 1 or runs.size == 0 or runs[0] < 0 or (runs[1:] <= 0).any():
            raise InputError(
                f"the run lengths of a {size} mask are not a list of positive numbers (the first "
                "may be 0); build it with rle.encode or rle.from_coco"
            )
        if runs.sum() != pixels:
            raise InputError(
                f"the run lengths add up to {runs.sum()} but a {size} mask has {pixels} pixels"
            )
        runs.flags.writeable = False
        object.__setattr__(self, "size", (int(size[0]), int(size[1])))
        object.__setattr__(self, "counts", runs)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rle):
            return NotImplemented
        return self.size == other.size and np.array_equal(self.counts, other.counts)

    def __hash__(self) -> int:
        return hash((self.size, self.counts.tobytes()))

    @property
    def bounds(self) -> NDArray[np.int64]:
        """(2R,) start and end of each of the R runs of the mask in turn, half-open.

        Positions count pixels column by column: pixel (x, y) is at x * height + y.
        """
        inside_runs = len(self.counts) // 2
        return np.cumsum(self.counts)[: 2 * inside_runs]


def from_bounds(bounds: NDArray[np.int64], size: Size) -> Rle:
    """Build an Rle from the sorted starts and ends of its runs; runs that touch are joined.

    Args:
        bounds: (2R,) as `Rle.bounds`: non-decreasing positions, start and end in turn.
        size: (height, width) of the mask.
    """
    if len(bounds) > 1 and not (bounds[1:] > bounds[:-1]).all():
        bounds = _without_pairs(bounds)
    # By hand: numpy's diff with prepended and appended values is several times slower.
    edges = np.empty(len(bounds) + 2, dtype=np.int64)
    edges[0], edges[1:-1], edges[-1] = 0, bounds, size[0] * size[1]
    counts = edges[1:] - edges[:-1]
    return _trusted(size, counts[:-1] if len(bounds) and counts[-1] == 0 else counts)


def _trusted(size: Size, counts: NDArray[np.int64]) -> Rle:
    """Build an Rle of counts that are right by construction, without a copy and its checks."""
    counts.flags.writeable = False
    rle = object.__new__(Rle)
    object.__setattr__(rle, "size", (int(size[0]), int(size[1])))
    object.__setattr__(rle, "counts", counts)
    return rle


def _without_pairs(bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Drop positions that occur an even number of times: one run ends where the next begins."""
    firsts = np.flatnonzero(np.diff(bounds, prepend=-1))
    times = np.diff(firsts, append=len(bounds))
    odd: NDArray[np.int64] = bounds[firsts[times % 2 == 1]]
    return odd


def require_inside(what: str, window: Size, offset: tuple[int, int], size: Size) -> None:
    """Check that a window lies wholly in an image.

    Args:
        what: the noun for the message.
        window: its (height, width).
        offset: (x, y) of its top-left pixel in the image.
        size: (height, width) of the image.

    Raises:
        InputError: it does not.
    """
    height, width = window
    if not (0 <= offset[0] <= size[1] - width and 0 <= offset[1] <= size[0] - height):
        raise InputError(
            f"a {height} x {width} {what} at (x, y) = {offset} does not lie in an image of "
            f"{size[0]} x {size[1]} (height x width); cut it first"
        )
