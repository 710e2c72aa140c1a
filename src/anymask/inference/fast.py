"""Everything mode at low resolution: nearly the published masks for a fraction of the work.

Stability, boxes and duplicates are judged on the cells of the low-resolution logits; only what is
kept is upsampled and compressed. Differences to the exact mode come from masks of a few cells and
from boxes known to a cell.
"""

import math
from collections.abc import Iterable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.geometry.frame import Frame
from anymask.geometry.nms import nms
from anymask.inference import measure
from anymask.inference.candidates import Candidate
from anymask.inference.found import CropTask, Found
from anymask.inference.measure import Box
from anymask.inference.result import MASK_THRESHOLD
from anymask.inference.upsample import CELL_PX


def keep_fast(batches: Iterable[Sequence[Candidate]], task: CropTask) -> list[Found]:
    """Keep masks that are stable, whole and new as far as low resolution tells.

    Args:
        batches: candidates in the order of grid points.
        task: the crop they come from.

    Returns:
        What is kept, by falling predicted IoU.
    """
    stable: list[Candidate] = []
    judged: list[tuple[float, Box]] = []
    for candidate in (one for batch in batches for one in batch):
        visible = _visible(candidate, task.frame)
        stability = measure.stability(visible, MASK_THRESHOLD, task.options.stability_score_offset)
        if stability < task.options.stability_score_thresh:
            continue
        box = task.box_in_image(_coarse_box(visible, candidate, task.frame))
        if not task.is_cut(box):
            stable.append(candidate)
            judged.append((stability, box))
    if not stable:
        return []

    scores = torch.tensor([candidate.score for candidate in stable])
    boxes = torch.tensor([box for _, box in judged], dtype=torch.float32)
    kept = nms(boxes, scores, task.options.box_nms_thresh).tolist()
    return [_upsample(stable[index], judged[index][0], task) for index in kept]


def _upsample(candidate: Candidate, stability: float, task: CropTask) -> Found:
    """Make the full-size mask of a candidate that is kept."""
    window = candidate.upsample(task.frame)
    mask = window.values > MASK_THRESHOLD
    box = task.box_in_image(measure.box(mask, (window.x, window.y)))
    return task.found(candidate, mask, window, box, stability)


def _visible(candidate: Candidate, frame: Frame) -> Float[Tensor, "h w"]:
    """Leave out the cells that lie in the padding."""
    columns, rows = (
        math.ceil(resized / CELL_PX) - start
        for resized, start in zip(frame.resized[::-1], candidate.corner, strict=True)
    )
    return candidate.piece[: max(rows, 0), : max(columns, 0)]


def _coarse_box(visible: Float[Tensor, "h w"], candidate: Candidate, frame: Frame) -> Box:
    """Bring the box around the positive cells to pixels of the crop."""
    cells = measure.box(visible > MASK_THRESHOLD, candidate.corner)
    if cells == (0.0, 0.0, 0.0, 0.0):
        return cells
    x0, y0, x1, y1 = cells
    edges = torch.tensor([x0, y0, x1 + 1, y1 + 1]) * CELL_PX
    left, top, right, bottom = frame.boxes_to_original(edges).tolist()
    return left, top, right - 1, bottom - 1
