"""Non-maximum suppression: of objects found twice, keep the one with the better score.

The automatic generator removes duplicates by their boxes, tiles and crops by their masks. The kept
set equals that of the plain greedy loop (go through by falling score, drop whatever overlaps a
kept one too much); only pairs that can overlap that much are compared.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry import run_sets
from anymask.geometry.runs import Rle

BLOCK = 128
"""Boxes settled among themselves before they are compared with all others."""

PAIRS_AT_ONCE = 1 << 18
"""Pairs compared in one step, so that temporary arrays stay in the processor's cache."""

Floats = NDArray[np.floating]
Indices = NDArray[np.int64]


def nms(
    boxes: Float[Tensor, "N 4"], scores: Float[Tensor, "N"], iou_threshold: float
) -> Int[Tensor, "kept"]:
    """Choose boxes so that no two overlap by more than a threshold.

    Args:
        boxes: (N, 4) as (x0, y0, x1, y1).
        scores: (N,) higher is better; among equal scores the earlier box wins.
        iou_threshold: a box is dropped when its IoU with a better kept one is greater.

    Returns:
        Indices of the kept boxes by falling score, int64, on the device of `boxes`.

    >>> boxes = torch.tensor([[0.0, 0.0, 9.0, 9.0], [0.0, 0.0, 9.0, 8.0], [20.0, 0.0, 29.0, 9.0]])
    >>> nms(boxes, torch.tensor([0.8, 0.9, 0.7]), 0.5).tolist()
    [1, 2]
    """
    order = torch.argsort(scores, descending=True, stable=True)
    corners = boxes[order].detach().cpu().numpy()
    kept = _greedy_boxes(corners, iou_threshold)
    return order[torch.from_numpy(kept).to(order.device)]


def mask_nms(
    rles: Sequence[Rle], scores: Float[Tensor, "N"], iou_threshold: float
) -> Int[Tensor, "kept"]:
    """Choose masks so that no two overlap by more than a threshold.

    Args:
        rles: N masks of one size.
        scores: (N,) higher is better; among equal scores the earlier mask wins.
        iou_threshold: a mask is dropped when its IoU with a better kept one is greater.

    Returns:
        Indices of the kept masks by falling score, int64, on the device of `scores`.

    Raises:
        InputError: the number of scores differs from the number of masks.
    """
    if len(rles) != len(scores):
        raise InputError(f"{len(scores)} scores for {len(rles)} masks; pass one score per mask")
    order = torch.argsort(scores, descending=True, stable=True).cpu().numpy()
    areas = np.array([run_sets.area(rle) for rle in rles], dtype=np.float64)
    boxes = np.array([run_sets.box(rle) for rle in rles], dtype=np.float64).reshape(-1, 4)
    alive = np.ones(len(rles), dtype=np.bool_)
    kept = []
    for rank, index in enumerate(order.tolist()):
        if not alive[index]:
            continue
        kept.append(index)
        rest = order[rank + 1 :][alive[order[rank + 1 :]]]
        # Masks share at most what their boxes share, or the smaller mask: most pairs end here.
        most = np.minimum(_shared(boxes[rest], boxes[index]), np.minimum(areas[rest], areas[index]))
        bound = most / np.maximum(areas[rest] + areas[index] - most, 1)
        rivals = rest[bound * (1 + 1e-6) > iou_threshold]  # IoUs are rounded to single precision
        if len(rivals):
            overlap = run_sets.iou([rles[rival] for rival in rivals], [rles[index]])[:, 0].numpy()
            alive[rivals[overlap > _at_most(iou_threshold, overlap.dtype)]] = False
    return torch.tensor(kept, dtype=torch.int64, device=scores.device)


def _greedy_boxes(boxes: Floats, threshold: float) -> Indices:
    """Run greedy suppression over boxes sorted by falling score, block after block."""
    alive = np.ones(len(boxes), dtype=np.bool_)
    if len(boxes) and _spread(boxes[:, 1::2]) > _spread(boxes[:, 0::2]):
        boxes = boxes[:, [1, 0, 3, 2]]  # swap x and y: look along the side with more room
    by_left = np.argsort(boxes[:, 0], kind="stable")
    kept = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(boxes), BLOCK):
        block = np.flatnonzero(alive[start : start + BLOCK]) + start
        best = block[_settle(boxes[block], threshold)]
        kept.append(best)
        by_left = by_left[alive[by_left] & (by_left >= start + BLOCK)]
        for better, worse in _candidates(boxes, best, by_left, threshold):
            alive[worse[_overlaps(boxes[better], boxes[worse], threshold)]] = False
    return np.concatenate(kept)


def _spread(sides: Floats) -> float:
    """Say how many intervals (N, 2) would fit side by side where their starts lie."""
    lengths = np.abs(sides[:, 1] - sides[:, 0])
    return float(np.ptp(sides[:, 0]) / max(float(lengths.mean()), 1e-6))


def _settle(boxes: Floats, threshold: float) -> NDArray[np.bool_]:
    """Run greedy suppression within a small block, all pairs at once."""
    suppresses = _overlaps(boxes[:, None], boxes[None, :], threshold)
    alive = np.ones(len(boxes), dtype=np.bool_)
    for better in np.flatnonzero(np.triu(suppresses, 1).any(axis=1)):
        if alive[better]:
            alive[better + 1 :] &= ~suppresses[better, better + 1 :]
    return alive


def _candidates(
    boxes: Floats, best: Indices, by_left: Indices, threshold: float
) -> Iterator[tuple[Indices, Indices]]:
    """Pair each kept box with the boxes whose left side is close enough for such an IoU.

    IoU > t needs a shared width above t times the wider box; with widths w and v that puts the
    other left side less than (1 - t) w to the right, or (1 - t) v < (1 - t) w / t to the left.
    """
    left, width = boxes[best, 0], boxes[best, 2] - boxes[best, 0]
    slack = 1e-3 * (1 + np.abs(left) + np.abs(width))  # far above rounding, far below a box
    first = np.zeros(len(best), dtype=np.int64)
    count = np.full(len(best), len(by_left))
    if threshold > 0:
        lefts = boxes[by_left, 0]
        reach = (1 - threshold) * width
        first = np.searchsorted(lefts, left - reach / threshold - slack)
        last = np.searchsorted(lefts, left + reach + slack, side="right")
        count = np.maximum(last - first, 0)
    step = max(1, PAIRS_AT_ONCE // max(1, int(count.max(initial=0))))
    for start in range(0, len(best), step):
        rows = slice(start, start + step)
        ends = np.cumsum(count[rows])
        within = np.arange(ends[-1]) - np.repeat(ends - count[rows], count[rows])
        better = np.repeat(best[rows], count[rows])
        yield better, by_left[np.repeat(first[rows], count[rows]) + within]


def _overlaps(a: Floats, b: Floats, threshold: float) -> NDArray[np.bool_]:
    """Tell which pairs of boxes (..., 4) have an IoU above the threshold."""
    shared = _shared(a, b)
    area_a = (a[..., 2] - a[..., 0]) * (a[..., 3] - a[..., 1])
    area_b = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        iou: Floats = shared / (area_a + area_b - shared)
    return iou > _at_most(threshold, iou.dtype)


def _shared(a: Floats, b: Floats) -> Floats:
    """Measure the area that pairs of boxes (..., 4) share."""
    width = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    height = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    shared: Floats = np.maximum(width, 0) * np.maximum(height, 0)
    return shared


def _at_most(threshold: float, dtype: np.dtype) -> np.floating:
    """Round down to `dtype`, so that comparing in single precision equals comparing in double."""
    rounded: np.floating = dtype.type(threshold)
    if float(rounded) > threshold:
        rounded = np.nextafter(rounded, dtype.type(-np.inf))
    return rounded
