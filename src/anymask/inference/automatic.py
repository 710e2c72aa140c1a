"""Everything mode: all objects, parts and sub-parts of an image, without a prompt.

A grid of points is prompted in the image and, if asked for, in overlapping crops of it; what is
confident, stable and not yet there is kept. The masks are those of the published algorithm
("Segment Anything", section 5 and appendix B), computed in a cheaper order (see `exact.py`).
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from jaxtyping import UInt8

from anymask.geometry.grids import CropBox, crop_boxes
from anymask.geometry.nms import nms
from anymask.inference.candidates import propose
from anymask.inference.exact import keep_exactly
from anymask.inference.fast import keep_fast
from anymask.inference.found import CropTask, Found
from anymask.inference.options import AutomaticOptions
from anymask.inference.regions import clean_small_regions
from anymask.inference.result import MASK_THRESHOLD, Masks
from anymask.inference.scene import Scene
from anymask.inference.tree import find_parents
from anymask.shapes import Size

__all__ = ["AutomaticOptions", "Embed", "find_everything", "segment_everything", "to_masks"]

Embed = Callable[[UInt8[np.ndarray, "H W 3"]], Scene]
"""Encodes an image, or a crop of one."""


def segment_everything(
    embed: Embed,
    image: UInt8[np.ndarray, "H W 3"],
    options: AutomaticOptions,
    *,
    fast: bool = False,
) -> Masks:
    """Segment everything in an image.

    Args:
        embed: encodes the image and its crops.
        image: RGB.
        options: see `AutomaticOptions`.
        fast: judge and deduplicate at low resolution; see `fast.py`.

    Returns:
        Masks as run lengths in the published order: by falling predicted IoU; with crops, masks of
        smaller crops first. `parents` holds the tree of parts.
    """
    height, width = image.shape[:2]
    return to_masks(find_everything(embed, image, options, fast=fast), (height, width))


def find_everything(
    embed: Embed, image: UInt8[np.ndarray, "H W 3"], options: AutomaticOptions, *, fast: bool
) -> list[Found]:
    """Find masks in the image and its crops, without duplicates, small regions cleaned up."""
    height, width = image.shape[:2]
    crops = crop_boxes((height, width), options.crop_n_layers, options.crop_overlap_ratio)
    found: list[Found] = []
    for crop in crops:
        scene = embed(np.ascontiguousarray(image[crop.y0 : crop.y1, crop.x0 : crop.x1]))
        found += _find_in_crop(scene, crop, (height, width), options, fast=fast)

    if len(crops) > 1 and found:
        # Of two masks of the same thing the one from the smaller crop saw it in more detail.
        detail = torch.tensor([1 / one.crop_area for one in found])
        boxes = torch.tensor([one.box for one in found])
        found = [found[i] for i in nms(boxes, detail, options.crop_nms_thresh).tolist()]
    threshold = max(options.box_nms_thresh, options.crop_nms_thresh)
    return clean_small_regions(found, options.min_mask_region_area, threshold)


def _find_in_crop(
    scene: Scene, crop: CropBox, size: Size, options: AutomaticOptions, *, fast: bool
) -> list[Found]:
    """Find the masks of one crop, by falling predicted IoU."""
    grid = options.grid(crop.layer)
    height, width = crop.size
    batches = propose(
        scene,
        grid * grid.new_tensor([width, height]),
        points_per_batch=options.points_per_batch,
        pred_iou_thresh=options.pred_iou_thresh,
        lowest=min(MASK_THRESHOLD, MASK_THRESHOLD - options.stability_score_offset),
    )
    task = CropTask(scene.frame, crop, size, options)
    return keep_fast(batches, task) if fast else keep_exactly(batches, task)


def to_masks(found: Sequence[Found], size: Size) -> Masks:
    """Collect what was found into one result, with the tree of parts."""
    runs = tuple(one.rle for one in found)
    return Masks(
        size=size,
        scores=torch.tensor([one.score for one in found]).float(),
        runs=runs,
        stability=torch.tensor([one.stability for one in found]).float(),
        points=torch.tensor([one.point for one in found]).float().reshape(-1, 2),
        crop_boxes=torch.tensor([one.crop.xyxy for one in found]).float().reshape(-1, 4),
        parents=find_parents(runs),
    )
