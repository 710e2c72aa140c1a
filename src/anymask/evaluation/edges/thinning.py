"""Thin boundaries to lines of one pixel, up to 32 maps at once: a pixel holds one bit of each map.

The benchmark thins the boundaries of every threshold before it counts them. Source: Guo and Hall's
parallel thinning as in Lam, Lee and Suen 1992, "Thinning Methodologies", what MATLAB calls thin.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Bool, Integer, UInt32

MOST_MAPS = 32
"""Bits of a pixel."""

Bits = UInt32[np.ndarray, "..."]


def pack(maps: Bool[np.ndarray, "L H W"]) -> UInt32[np.ndarray, "H W"]:
    """Lay at most 32 maps over each other, map k in bit k."""
    assert len(maps) <= MOST_MAPS, f"{len(maps)} maps do not fit into {MOST_MAPS} bits"
    bits = np.zeros(maps.shape[1:], np.uint32)
    for number, each in enumerate(maps):
        bits |= each.astype(np.uint32) << np.uint32(number)
    return bits


def unpack(bits: Bits, number: int) -> Bool[np.ndarray, "..."]:
    """Take map `number` out of packed ones; of a part of the pixels or of all."""
    taken: np.ndarray = (bits >> np.uint32(number)) & np.uint32(1) != 0
    return taken


def thin(bits: UInt32[np.ndarray, "H W"]) -> UInt32[np.ndarray, "H W"]:
    """Thin packed maps until nothing changes.

    Args:
        bits: as `pack` makes them.

    Returns:
        The same, each map thinned as if it were alone.

    >>> bar = np.zeros((5, 7), np.uint32)
    >>> bar[1:4, 1:6] = 1
    >>> thin(bar).nonzero()[0].tolist()
    [2, 2, 2]
    """
    padded = np.pad(bits, 1)
    flat, across = padded.reshape(-1), padded.shape[1]
    # East, north-east, north, ... south-east: counter-clockwise, as the rules number them.
    steps = (1, 1 - across, -across, -1 - across, -1, across - 1, across, across + 1)
    # A pixel can only go if something next to it changed since it was last looked at, which was
    # two passes ago: the rules for the two kinds of passes differ.
    changed = [np.flatnonzero(flat)] * 2
    odd = True
    while any(len(pixels) for pixels in changed):
        pixels = _around(np.concatenate(changed), flat, steps)
        removed = _removable(flat, pixels, steps, odd)
        gone = removed != 0
        flat[pixels[gone]] &= ~removed[gone]
        changed = [changed[1], pixels[gone]]
        odd = not odd
    return padded[1:-1, 1:-1].copy()


def _around(
    pixels: Integer[np.ndarray, "N"], flat: Bits, steps: Sequence[int]
) -> Integer[np.ndarray, "K"]:
    """List these pixels and their neighbours, as far as any map has them."""
    near = np.zeros(len(flat), np.bool_)
    for step in (0, *steps):
        near[pixels + step] = True
    return np.flatnonzero(near & (flat != 0))


def _removable(
    flat: Bits, pixels: Integer[np.ndarray, "N"], steps: Sequence[int], odd: bool
) -> Bits:
    """Say in which maps each pixel can go without tearing or shortening a line."""
    e, ne, n, nw, w, sw, s, se = (flat[pixels + step] for step in steps)
    # G1: around the pixel background turns into boundary exactly once.
    turns = (~e & (ne | n), ~n & (nw | w), ~w & (sw | s), ~s & (se | e))
    once = (turns[0] | turns[1] | turns[2] | turns[3]) & ~_two_or_more(*turns)
    # G2: it is neither the end of a line nor surrounded.
    pairs = (e | ne, n | nw, w | sw, s | se), (ne | n, nw | w, sw | s, se | e)
    long = _two_or_more(*pairs[0]) & _two_or_more(*pairs[1])
    surrounded = np.bitwise_and.reduce([*pairs[0], *pairs[1]])
    # G3: odd passes take from the south-east, even ones from the north-west.
    kept = e & (ne | n | ~se) if odd else w & (sw | s | ~nw)
    return flat[pixels] & once & long & ~surrounded & ~kept


def _two_or_more(a: Bits, b: Bits, c: Bits, d: Bits) -> Bits:
    return (a & b) | (c & d) | ((a | b) & (c | d))
