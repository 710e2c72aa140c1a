"""Clean up small regions of masks: holes filled, islands dropped (appendix B of the paper)."""

from collections.abc import Sequence
from dataclasses import replace

import torch

from anymask.geometry import masks as mask_maths
from anymask.geometry import rle
from anymask.geometry.components import drop_islands, fill_holes
from anymask.geometry.nms import nms
from anymask.inference.found import Found


def clean_small_regions(found: Sequence[Found], min_area: int, iou_threshold: float) -> list[Found]:
    """Fill small holes, drop small islands, and remove the duplicates that this makes.

    Args:
        found: masks, best first.
        min_area: regions with fewer pixels go; 0 leaves everything as it is.
        iou_threshold: box IoU above which one of two masks goes; a mask that was not changed is
            preferred.

    Returns:
        Unchanged masks first, then changed ones.
    """
    if min_area == 0 or not found:
        return list(found)
    cleaned = [_clean(one, min_area) for one in found]
    unchanged = torch.tensor(
        [float(after is before) for after, before in zip(cleaned, found, strict=True)]
    )
    boxes = torch.tensor([one.box for one in cleaned])
    return [cleaned[index] for index in nms(boxes, unchanged, iou_threshold).tolist()]


def _clean(one: Found, min_area: int) -> Found:
    """Clean one mask; returns the same object where nothing changes."""
    mask, filled = fill_holes(rle.decode(one.rle), min_area)
    mask, dropped = drop_islands(mask, min_area)
    if not (filled or dropped):
        return one
    x0, y0, x1, y1 = mask_maths.boxes(mask[None])[0].tolist()
    return replace(one, rle=rle.encode(mask[None])[0], box=(x0, y0, x1, y1))
