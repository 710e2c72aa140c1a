"""Match drawn boundary pixels with annotated ones: one to one, within reach, as many as possible.

Of all matchings with the most pairs it is one with the least total distance, which decides which
pixels count as right. `counting.py` counts them. Source: Martin, Fowlkes and Malik 2004, "Learning
to Detect Natural Image Boundaries", appendix B, and the benchmark's published code, whose cost
model is ours; it joins every pixel with a few random outliers only, and so misses a pair in 1000.
"""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Integer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from anymask.shapes import Size

PART_SIZE = 600
"""Pixels that are matched together, unless more of them hang together."""

OUTLIER_COST = 100
"""What a pair less costs, in the longest distances: more than moving a hundred pairs."""


@dataclass(frozen=True, eq=False)
class Reach:
    """All pairs of an annotated pixel and a pixel near enough to be matched with it.

    Attributes:
        annotated: the annotated pixels, N numbers row by row.
        owner: the place in `annotated` of each of L pairs, rising.
        pixel: the other pixel's number, row by row.
        distance: between the two, in pixels.
        radius: the longest distance allowed.
    """

    annotated: Integer[np.ndarray, "N"]
    owner: Integer[np.ndarray, "L"]
    pixel: Integer[np.ndarray, "L"]
    distance: Float[np.ndarray, "L"]
    radius: float


def matching_radius(size: Size, max_distance: float) -> float:
    """Turn a share of the diagonal into pixels.

    >>> round(matching_radius((321, 481), 0.0075), 2)
    4.34
    """
    return max_distance * math.hypot(*size)


def find_reach(boundary: Bool[np.ndarray, "H W"], radius: float) -> Reach:
    """List what may be matched with each pixel of an annotated boundary.

    Args:
        boundary: true on the boundary.
        radius: the longest distance allowed, in pixels.
    """
    height, width = boundary.shape
    whole = int(radius)
    down, right = np.mgrid[-whole : whole + 1, -whole : whole + 1].reshape(2, -1)
    distance = np.hypot(down, right)
    near = distance <= radius
    y, x = np.nonzero(boundary)
    rows, columns = y[:, None] + down[near], x[:, None] + right[near]  # (N, neighbours)
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    return Reach(
        annotated=y * width + x,
        owner=inside.nonzero()[0],
        pixel=(rows * width + columns)[inside],
        distance=np.broadcast_to(distance[near], inside.shape)[inside],
        radius=radius,
    )


def match(
    drawn: Bool[np.ndarray, "L"], reach: Reach
) -> tuple[Integer[np.ndarray, "K"], Integer[np.ndarray, "K"]]:
    """Match drawn pixels with the annotated ones.

    Args:
        drawn: whether the other pixel of each pair of `reach` is drawn.
        reach: of the annotated boundary.

    Returns:
        The numbers of the K matched pixels, drawn and annotated, pair by pair.
    """
    penalty = OUTLIER_COST * reach.radius
    owners, pixels, distance = reach.owner[drawn], reach.pixel[drawn], reach.distance[drawn]
    matched = [
        assign(owners[part], pixels[part], distance[part], penalty)
        for part in _split(owners, pixels)
    ]
    chosen = np.concatenate(matched) if matched else np.zeros((0, 2), np.int64)
    return chosen[:, 1], reach.annotated[chosen[:, 0]]


def match_boundaries(
    drawn: Bool[np.ndarray, "H W"],
    annotated: Bool[np.ndarray, "H W"],
    max_distance: float,
) -> tuple[Bool[np.ndarray, "H W"], Bool[np.ndarray, "H W"]]:
    """Match two boundaries, each thin.

    Args:
        drawn, annotated: true on the boundary.
        max_distance: how far matched pixels may lie apart, as a share of the diagonal.

    Returns:
        The pixels of either that have a partner in the other.

    >>> a, b = np.eye(9, dtype=bool), np.eye(9, k=1, dtype=bool)
    >>> [int(matched.sum()) for matched in match_boundaries(a, b, 0.1)]
    [8, 8]
    """
    reach = find_reach(annotated, matching_radius(_size(drawn), max_distance))
    pairs = match(drawn.reshape(-1)[reach.pixel], reach)
    matched = np.zeros((2, drawn.size), np.bool_)
    for one, pixels in zip(matched, pairs, strict=True):
        one[pixels] = True
    return matched[0].reshape(drawn.shape), matched[1].reshape(drawn.shape)


def assign(
    first: Integer[np.ndarray, "L"],
    second: Integer[np.ndarray, "L"],
    costs: Float[np.ndarray, "L"],
    penalty: float,
) -> Integer[np.ndarray, "K 2"]:
    """Choose pairs so that nothing is in two of them, at the least cost.

    Args:
        first, second: the numbers of the two things in each of L pairs, no pair twice.
        costs: of the pairs, 0 or more.
        penalty: of every pair less.

    Returns:
        The K chosen pairs (first, second).

    >>> assign(np.array([4, 5]), np.array([7, 7]), np.array([2.0, 1.0]), 9.0).tolist()
    [[5, 7]]
    """
    names, rows = _renumber(first)
    others, columns = _renumber(second)
    if len(names) > len(others):  # the solver goes through the rows: let them be few
        return assign(second, first, costs, penalty)[:, ::-1]
    # Each row may also take a column of its own: it is then left over. The solver takes a cost of
    # zero for no pair; one more everywhere changes nothing, as every row is in just one pair.
    alone, width = np.arange(len(names)), len(others)
    graph = csr_array(
        (
            np.concatenate([costs, np.full(len(names), penalty)]) + 1,
            (np.concatenate([rows, alone]), np.concatenate([columns, width + alone])),
        ),
        shape=(len(names), width + len(names)),
    )
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(graph)
    paired = chosen_columns < width
    return np.stack([names[chosen_rows[paired]], others[chosen_columns[paired]]], axis=1)


def _split(
    first: Integer[np.ndarray, "L"], second: Integer[np.ndarray, "L"]
) -> list[Integer[np.ndarray, "K"]]:
    """Sort pairs into parts that share nothing with each other, small ones put together.

    The solver's time grows with the square of a part; lines far from each other are solved apart.
    """
    names, rows = _renumber(first)
    others, columns = _renumber(second)
    nodes = len(names) + len(others)
    graph = csr_array((np.ones(len(rows)), (rows, len(names) + columns)), shape=(nodes, nodes))
    number, island = connected_components(graph, directed=False)  # of each row and column
    sizes = np.bincount(island, minlength=number)
    order = np.argsort(sizes, kind="stable")
    part = np.empty(number, np.int64)
    part[order] = np.cumsum(sizes[order]) // PART_SIZE
    of_pair = part[island[rows]]
    return [np.flatnonzero(of_pair == each) for each in np.unique(of_pair)]


def _renumber(
    numbers: Integer[np.ndarray, "L"],
) -> tuple[Integer[np.ndarray, "K"], Integer[np.ndarray, "L"]]:
    """List the K different numbers, and the place of each number among them, without sorting."""
    present = np.zeros(int(numbers.max(initial=-1)) + 1, np.bool_)
    present[numbers] = True
    place = np.cumsum(present) - 1
    return np.flatnonzero(present), place[numbers]


def _size(picture: np.ndarray) -> Size:
    return (picture.shape[0], picture.shape[1])
