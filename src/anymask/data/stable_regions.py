"""Regions that nobody drew: segments of a photograph that survive a change of scale.

A graph-based segmentation cuts a picture into segments whose size grows with its scale. A segment
that looks the same at two neighbouring scales stands out from its surroundings, so it is worth a
mask. The recipe of `tiny` learns from these beside drawn masks: they cover what annotators of
objects leave out (ground, sky, parts, patterns). Sources: Felzenszwalb and Huttenlocher 2004; the
idea of stability over thresholds is that of maximally stable extremal regions, Matas et al. 2002.
"""

import itertools

import numpy as np
import torch
from jaxtyping import Bool, UInt8
from torch import Tensor

from anymask.errors import ConfigurationError

SCALES = (40, 100, 250, 600, 1500, 4000)
"""Of the segmentation, fine to coarse."""

SIGMA = 0.8
"""Of the Gaussian that smooths the picture first, in pixels (the value of the source)."""

MIN_SEGMENT_PX = 40
MIN_REGION_PX = 60
MAX_SHARE = 0.9
"""Larger regions, as a share of the picture, are left out."""

MIN_IOU = 0.75
"""With the best segment of the next finer scale: what counts as having survived."""

DUPLICATE_IOU = 0.85
"""A region that overlaps a stabler one by more than this is the same region."""


def stable_regions(image: UInt8[Tensor, "3 H W"]) -> Bool[Tensor, "M H W"]:
    """Find the regions of a photograph that survive a change of scale, the stablest first.

    Args:
        image: RGB in 0..255; about 400 pixels along the longest side is what the scales suit.

    Returns:
        M masks, overlapping where a part survives beside its whole; M is 0 for a plain picture.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """
    try:
        from skimage.segmentation import felzenszwalb
    except ImportError:
        raise ConfigurationError(
            "stable regions need scikit-image, which is not installed; "
            "run: pip install 'anymask[train]'"
        ) from None
    pixels = image.permute(1, 2, 0).numpy()
    maps = [
        felzenszwalb(pixels, scale=scale, sigma=SIGMA, min_size=MIN_SEGMENT_PX) for scale in SCALES
    ]
    found = [
        pair for finer, coarser in itertools.pairwise(maps) for pair in _survivors(finer, coarser)
    ]
    found.sort(key=lambda pair: -pair[0])
    masks = _without_duplicates([mask for _, mask in found])
    if not masks:
        return torch.zeros(0, *image.shape[1:], dtype=torch.bool)
    return torch.from_numpy(np.stack(masks))


def _survivors(finer: np.ndarray, coarser: np.ndarray) -> list[tuple[float, np.ndarray]]:
    """Return (IoU, mask) of every coarser segment that one finer segment nearly equals."""
    shared = _overlaps(finer, coarser)
    fine_area, coarse_area = shared.sum(1), shared.sum(0)
    iou = shared / (fine_area[:, None] + coarse_area[None] - shared)
    stability = iou.max(0)
    usable = (
        (stability >= MIN_IOU)
        & (coarse_area >= MIN_REGION_PX)
        & (coarse_area <= MAX_SHARE * finer.size)
    )
    return [(float(stability[index]), coarser == index) for index in np.flatnonzero(usable)]


def _overlaps(finer: np.ndarray, coarser: np.ndarray) -> np.ndarray:
    """Count the shared pixels of every pair of segments (their numbers run from 0)."""
    rows, columns = int(finer.max()) + 1, int(coarser.max()) + 1
    pairs = finer.ravel().astype(np.int64) * columns + coarser.ravel()
    return np.bincount(pairs, minlength=rows * columns).reshape(rows, columns)


def _without_duplicates(masks: list[np.ndarray]) -> list[np.ndarray]:
    kept: list[np.ndarray] = []
    for mask in masks:
        if all((mask & k).sum() <= DUPLICATE_IOU * (mask | k).sum() for k in kept):
            kept.append(mask)
    return kept
