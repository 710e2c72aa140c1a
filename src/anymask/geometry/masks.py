"""Binary masks as tensors: area, IoU, bounding boxes, stability and boundary band.

The automatic generator, the evaluation and the training losses use these functions. They work a
few masks at a time, so that their extra memory does not grow with the number of masks.
"""

from collections.abc import Iterator

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn import functional as F

CHUNK_ELEMENTS = 1 << 18
"""Values handled in one step: bounds the temporary memory and keeps it in the processor's cache."""


def _chunks(count: int, elements_each: int) -> Iterator[slice]:
    """Cut `count` items into slices of about CHUNK_ELEMENTS elements, one item at least."""
    step = max(1, CHUNK_ELEMENTS // max(1, elements_each))
    for start in range(0, count, step):
        yield slice(start, min(start + step, count))


def area(masks: Bool[Tensor, "M H W"]) -> Int[Tensor, "M"]:
    """Count the pixels of each mask.

    >>> area(torch.tensor([[[True, False], [True, True]]]))
    tensor([3])
    """
    # One mask at a time: counting over two of three axes is twice as slow.
    counts = [torch.count_nonzero(mask) for mask in masks]
    return torch.stack(counts) if counts else masks.new_zeros(0, dtype=torch.int64)


def iou(a: Bool[Tensor, "N H W"], b: Bool[Tensor, "K H W"]) -> Float[Tensor, "N K"]:
    """Compare each mask of `a` with each mask of `b` by intersection over union.

    The shared pixels are one matrix product, summed over chunks of pixels: exact (each partial
    sum stays below 2^24) and without a float copy of all masks.

    Args:
        a: (N, H, W).
        b: (K, H, W).

    Returns:
        (N, K) in [0, 1]; 0 where both masks are empty.

    >>> one = torch.tensor([[[True, True, False]]])
    >>> iou(one, one.flip(-1))
    tensor([[0.3333]])
    """
    flat_a, flat_b = a.flatten(1), b.flatten(1)  # (N, H*W), (K, H*W)
    shared = torch.zeros(len(a), len(b), dtype=torch.int64, device=a.device)
    for pixels in _chunks(flat_a.shape[1], len(a) + len(b)):
        shared += (flat_a[:, pixels].float() @ flat_b[:, pixels].float().T).round().long()
    union = area(a)[:, None] + area(b)[None, :] - shared
    return shared / union.clamp(min=1)


def boxes(masks: Bool[Tensor, "M H W"]) -> Float[Tensor, "M 4"]:
    """Find the bounding box of each mask.

    As in the published code (x1, y1) is the *last pixel inside*, so a mask of one pixel has a box
    without area; `rle.box` gives half-open boxes.

    Args:
        masks: (M, H, W).

    Returns:
        (M, 4) as (x0, y0, x1, y1) in pixels; zeros for an empty mask.

    >>> boxes(torch.tensor([[[False, True, True], [False, False, False]]]))
    tensor([[1., 0., 2., 0.]])
    """
    found = torch.zeros(len(masks), 4, device=masks.device)
    if masks.numel() == 0:
        return found
    # The maximum of bytes is ten times faster than `any` of booleans.
    in_row = torch.stack([mask.view(torch.uint8).amax(dim=1) for mask in masks])  # (M, H)
    in_column = torch.stack([mask.view(torch.uint8).amax(dim=0) for mask in masks])  # (M, W)
    for axis, hit in ((0, in_column), (1, in_row)):
        found[:, axis] = hit.argmax(dim=1)
        found[:, axis + 2] = hit.shape[1] - 1 - hit.flip(1).argmax(dim=1)
    return found * (in_row.amax(dim=1) > 0)[:, None]


def stability(
    logits: Float[Tensor, "M h w"], threshold: float = 0.0, offset: float = 1.0
) -> Float[Tensor, "M"]:
    """Score how little each mask changes when its threshold moves (appendix B of the paper).

    Args:
        logits: (M, h, w) unthresholded masks.
        threshold: logit above which a pixel belongs to the mask.
        offset: how far the threshold is moved up and down.

    Returns:
        (M,) IoU between the mask cut at `threshold + offset` and at `threshold - offset`, in
        [0, 1]; 0 where the larger of the two is empty.
    """
    flat = logits.flatten(1)  # (M, h*w)
    inner = torch.zeros(len(flat), dtype=torch.int64, device=flat.device)
    outer = torch.zeros_like(inner)
    for chosen in _chunks(*flat.shape):
        for pixels in _chunks(flat.shape[1], chosen.stop - chosen.start):
            block = flat[chosen, pixels]
            inner[chosen] += torch.count_nonzero(block > threshold + offset, dim=1)
            outer[chosen] += torch.count_nonzero(block > threshold - offset, dim=1)
    return (inner / outer.clamp(min=1)).to(logits.dtype)


def boundary_band(mask: Bool[Tensor, "H W"], width: int) -> Bool[Tensor, "H W"]:
    """Keep the pixels of a mask that lie close to its boundary, as Boundary IoU compares them.

    Args:
        mask: (H, W); beyond the image's border there is background.
        width: thickness of the band in pixels, measured like a chess king walks.

    Returns:
        (H, W) the mask minus the mask eroded `width` times by a 3 × 3 square.
    """
    outside = F.pad(~mask, (width, width, width, width), value=True)[None, None].float()
    reach = 2 * width + 1
    near = F.max_pool2d(F.max_pool2d(outside, (reach, 1), stride=1), (1, reach), stride=1)
    return mask & (near[0, 0] > 0)
