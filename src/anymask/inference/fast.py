"""Everything mode judged at the model's resolution: nearly the published masks for less work.

Stability, boxes and duplicates are judged half way to full size, on at most as many pixels as the
model sees; only what is kept is upsampled and compressed. It pays for images much larger than
that. Differences to the exact mode come from masks that are just stable, or just duplicates.
"""

from collections.abc import Iterable, Sequence

import torch

from anymask.geometry.nms import nms
from anymask.inference import measure
from anymask.inference.candidates import Candidate
from anymask.inference.found import CropTask, Found
from anymask.inference.measure import Box
from anymask.inference.result import MASK_THRESHOLD
from anymask.inference.upsample import Window


def keep_fast(batches: Iterable[Sequence[Candidate]], task: CropTask) -> list[Found]:
    """Keep masks that are stable, whole and new as far as the model's resolution tells.

    Args:
        batches: candidates in the order of grid points.
        task: the crop they come from.

    Returns:
        What is kept, by falling predicted IoU.
    """
    stable: list[Candidate] = []
    judged: list[tuple[float, Box]] = []
    for candidate in (one for batch in batches for one in batch):
        window = _half_way(candidate, task)
        stability = measure.stability(
            window.values, MASK_THRESHOLD, task.options.stability_score_offset
        )
        if stability < task.options.stability_score_thresh:
            continue
        box = task.box_in_image(_to_original(window, task))
        if not task.is_cut(box):
            stable.append(candidate)
            judged.append((stability, box))
    if not stable:
        return []

    scores = torch.tensor([candidate.score for candidate in stable])
    boxes = torch.tensor([box for _, box in judged], dtype=torch.float32)
    kept = nms(boxes, scores, task.options.box_nms_thresh).tolist()
    return [_upsample(stable[index], judged[index][0], task) for index in kept]


def _half_way(candidate: Candidate, task: CropTask) -> Window:
    """Bring a candidate to the resolution of the resized image, or of a tiny image itself."""
    fine = candidate.first_step(task.frame)
    if fine is None:
        return candidate.upsample(task.frame)
    return Window(fine.values, fine.across.source[0], fine.down.source[0])


def _to_original(window: Window, task: CropTask) -> Box:
    """Bring the box of a mask at the model's resolution to pixels of the crop."""
    x0, y0, x1, y1 = measure.box(window.values > MASK_THRESHOLD, (window.x, window.y))
    edges = torch.tensor([x0, y0, x1 + 1, y1 + 1])
    left, top, right, bottom = task.frame.boxes_to_original(edges).tolist()
    return left, top, right - 1, bottom - 1


def _upsample(candidate: Candidate, stability: float, task: CropTask) -> Found:
    """Make the full-size mask of a candidate that is kept."""
    window = candidate.upsample(task.frame)
    mask = window.values > MASK_THRESHOLD
    box = task.box_in_image(measure.box(mask, (window.x, window.y)))
    return task.found(candidate, mask, window, box, stability)
