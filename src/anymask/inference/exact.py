"""The published filters of everything mode, in a cheaper order and with the same result.

Published: upsample all masks; drop unstable ones; drop those cut off by the crop's edge; compress;
suppress duplicates by box. Here candidates come by falling score, so that duplicates of kept masks
are recognised, mostly from bounds of their boxes alone, before they are upsampled; only what is
kept is compressed, and one full-size mask is in memory at a time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from anymask.geometry import boxes as box_maths
from anymask.inference import measure
from anymask.inference.bounds import FineBounds, surely_suppressed
from anymask.inference.candidates import Candidate
from anymask.inference.found import CropTask, Found
from anymask.inference.measure import Box
from anymask.inference.result import MASK_THRESHOLD
from anymask.inference.upsample import Fine, second_step

PENDING_BYTES = 256_000_000
"""Size of the candidates that may wait; beyond, they are judged early to bound the memory."""

STABILITY_MARGIN = 1e-3
"""How far below the threshold a stability has to be to count as certain."""


def keep_exactly(batches: Iterable[Sequence[Candidate]], task: CropTask) -> list[Found]:
    """Keep exactly the masks of the published algorithm.

    Args:
        batches: candidates in the order of grid points.
        task: the crop they come from.

    Returns:
        What is kept, by falling predicted IoU.
    """
    waiting: list[Candidate | Found | _Forgotten] = []
    pending = 0
    for batch in batches:
        waiting += batch
        pending += sum(candidate.piece.nbytes for candidate in batch)
        if pending > PENDING_BYTES:
            waiting = _condensed(waiting, task)
            pending = 0

    # Greedy suppression by falling score, the first of equals first: what is suppressed suppresses
    # nothing, so only candidates that no kept mask rules out have to be judged.
    kept = _Kept(task)
    for one in sorted(waiting, key=lambda each: -each.score):
        judged = kept.judge(one)
        if judged is not None:
            kept.add(judged)
    return kept.found


@dataclass(frozen=True, eq=False)
class _Forgotten:
    """A judged candidate whose mask takes less to decode again than to keep."""

    score: float
    box: Box
    remake: Callable[[], Candidate]


def _condensed(
    waiting: Sequence[Candidate | Found | _Forgotten], task: CropTask
) -> list[Candidate | Found | _Forgotten]:
    """Judge what waits, so that little of each candidate has to be kept."""
    nothing_kept = _Kept(task)
    condensed: list[Candidate | Found | _Forgotten] = []
    for one in waiting:
        if not isinstance(one, Candidate):
            condensed.append(one)
            continue
        found = nothing_kept.judge(one)
        if found is None:
            continue
        is_short = found.rle.counts.nbytes <= one.piece.nbytes // 8
        condensed.append(found if is_short else _Forgotten(one.score, found.box, one.remake))
    return condensed


class _Kept:
    """The masks kept so far, which rule out others."""

    def __init__(self, task: CropTask) -> None:
        self.task = task
        self.found: list[Found] = []
        self.boxes = torch.zeros(0, 4)

    def add(self, one: Found) -> None:
        self.found.append(one)
        self.boxes = torch.cat([self.boxes, torch.tensor([one.box], dtype=torch.float32)])

    def judge(self, one: Candidate | Found | _Forgotten) -> Found | None:
        """Give the full-size mask of a candidate that is stable, whole and new, or None."""
        if not isinstance(one, Candidate):
            if self._suppress(one.box):
                return None
            return one if isinstance(one, Found) else self.judge(one.remake())
        task, options = self.task, self.task.options
        fine = one.first_step(task.frame)
        if fine is not None and self._is_ruled_out(fine):
            return None
        window = one.upsample(task.frame) if fine is None else second_step(fine, task.frame)
        stability = measure.stability(window.values, MASK_THRESHOLD, options.stability_score_offset)
        if stability < np.float32(options.stability_score_thresh):
            return None
        mask = window.values > MASK_THRESHOLD
        box = task.box_in_image(measure.box(mask, (window.x, window.y)))
        if task.is_cut(box) or self._suppress(box):
            return None
        return task.found(one, mask, window, box, stability)

    def _is_ruled_out(self, fine: Fine) -> bool:
        """Is a candidate bound to be suppressed or unstable, whatever its pixels are?"""
        task, options = self.task, self.task.options
        bounds = FineBounds(fine, task.frame)
        box = bounds.box(MASK_THRESHOLD) if self.found else None
        if box is not None:
            corner = np.array([task.crop.x0, task.crop.y0] * 2)
            if surely_suppressed(box, self.boxes.numpy() - corner, options.box_nms_thresh):
                return True
        highest = bounds.highest_stability(MASK_THRESHOLD, options.stability_score_offset)
        return highest < options.stability_score_thresh - STABILITY_MARGIN

    def _suppress(self, box: Box) -> bool:
        """Does a box overlap a kept one too much? Single precision, as the published code."""
        overlaps = box_maths.iou(torch.tensor([box], dtype=torch.float32), self.boxes)
        return bool((overlaps.double() > self.task.options.box_nms_thresh).any())
