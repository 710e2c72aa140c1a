"""Count right and found boundary pixels of one image at many thresholds.

Cut, thin, match with every annotator: a drawn pixel is right when any annotator's boundary matches
it, an annotated pixel is found or missed once for each annotator. `scores.py` sums up. The protocol
is that of the BSDS500 benchmark (Arbelaez et al. 2011).
"""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

import numpy as np
from jaxtyping import Bool, Float, UInt32

from anymask.errors import ConfigurationError, InputError, ResourceError
from anymask.evaluation.edges.matching import Reach, find_reach, match, matching_radius
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.thinning import MOST_MAPS, pack, thin, unpack

HANDS = 4
"""Parts into which the thresholds of an image are dealt for workers."""

Pair = tuple[int, int]
"""Of the pixels drawn at one threshold, how many are right; of those annotated, how many found."""


@dataclass(frozen=True)
class ImageCounts:
    """One image at L rising thresholds; see `scores.Counts`.

    Attributes:
        right, drawn, found: at each threshold.
        annotated: at all of them.
    """

    right: tuple[int, ...]
    drawn: tuple[int, ...]
    found: tuple[int, ...]
    annotated: int


def count_pixels(
    edges: Float[np.ndarray, "H W"],
    boundaries: Bool[np.ndarray, "M H W"],
    options: EdgeOptions,
    workers: Executor | None = None,
) -> ImageCounts:
    """Count the pixels of one image.

    Args:
        edges: how strong the edge is at each pixel, in [0, 1].
        boundaries: drawn by each of M annotators, one pixel wide.
        options: thresholds and tolerance.
        workers: share the thresholds, if given.

    Raises:
        InputError: sizes differ.
        ResourceError: a worker ended before its work.
    """
    if edges.shape != boundaries.shape[1:]:
        raise InputError(
            f"the edges are {edges.shape} (height, width), the boundaries {boundaries.shape[1:]}; "
            "draw them at the size of the image"
        )
    maps = edges >= options.levels[:, None, None]  # (L, H, W)
    # Maps of rising thresholds lie in each other: those of equal size are the same map.
    _, first, same = np.unique(maps.sum((1, 2)), return_index=True, return_inverse=True)
    right, drawn, found = [], [], []
    for start in range(0, len(first), MOST_MAPS):
        group = maps[first[start : start + MOST_MAPS]]
        bits = thin(pack(group))
        drawn += [int(unpack(bits, number).sum()) for number in range(len(group))]
        for pair in _share_out(bits, len(group), boundaries, options.max_distance, workers):
            right.append(pair[0])
            found.append(pair[1])
    return ImageCounts(
        right=tuple(right[place] for place in same),
        drawn=tuple(drawn[place] for place in same),
        found=tuple(found[place] for place in same),
        annotated=int(boundaries.sum()),
    )


@contextmanager
def start_workers(number: int) -> Iterator[Executor | None]:
    """Start processes for `count_pixels`; a single one is this process itself.

    They are started afresh, not forked: a process that runs a model has threads.
    """
    if number < 1:
        raise ConfigurationError(f"workers is {number}; pass 1 or more")
    if number == 1:
        yield None
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(number, context, initializer=_follow_parent) as workers:
        yield workers


def _follow_parent() -> None:
    """Let a worker live as long as the process that started it, whatever ends that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    parent = parent_process()
    assert parent is not None

    def leave() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def count_matches(
    bits: UInt32[np.ndarray, "H W"],
    numbers: Sequence[int],
    boundaries: Bool[np.ndarray, "M H W"],
    max_distance: float,
) -> list[Pair]:
    """Match packed maps with all annotators.

    Args:
        bits: thinned maps.
        numbers: of the maps to match.
        boundaries: of each annotator.
        max_distance: as a share of the diagonal.
    """
    height, width = bits.shape
    radius = matching_radius((height, width), max_distance)
    reaches = [find_reach(boundary, radius) for boundary in boundaries]
    near = [bits.reshape(-1)[reach.pixel] for reach in reaches]
    return [_count_map(number, reaches, near, bits.size) for number in numbers]


def _count_map(
    number: int, reaches: Sequence[Reach], near: Sequence[UInt32[np.ndarray, "..."]], pixels: int
) -> Pair:
    """Match one map with all annotators, whose pairs look at the pixels `near`."""
    right, found = np.zeros(pixels, np.bool_), 0
    for reach, bits in zip(reaches, near, strict=True):
        matched, annotated = match(unpack(bits, number), reach)
        right[matched] = True
        found += len(annotated)
    return int(right.sum()), found


def _share_out(
    bits: UInt32[np.ndarray, "H W"],
    maps: int,
    boundaries: Bool[np.ndarray, "M H W"],
    max_distance: float,
    workers: Executor | None,
) -> list[Pair]:
    """Let every worker match some of the maps; low thresholds take longer, so deal them out."""
    if workers is None:
        return count_matches(bits, range(maps), boundaries, max_distance)
    hands = [range(first, maps, HANDS) for first in range(min(HANDS, maps))]
    jobs = [workers.submit(count_matches, bits, hand, boundaries, max_distance) for hand in hands]
    pairs: dict[int, Pair] = {}
    try:
        for hand, job in zip(hands, jobs, strict=True):
            pairs |= zip(hand, job.result(), strict=True)
    except BrokenProcessPool as error:
        raise ResourceError(
            "a process that matches boundaries was ended from outside, probably for its memory; "
            "run it again with fewer --workers"
        ) from error
    return [pairs[number] for number in range(maps)]
