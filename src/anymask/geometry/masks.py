"""Binary masks as tensors: area, IoU, bounding boxes, stability and boundary band.

The automatic generator, the evaluation and the training losses use these functions. They work a
few masks at a time, so that their extra memory does not grow with the number of masks.
"""

from collections.abc import Iterator

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn import functional as F

CHUNK_ELEMENTS = 1 << 22
"""Pixels handled in one step by the functions of this file: bounds the temporary memory."""


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
    return torch.count_nonzero(masks, dim=(1, 2))


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
    in_row = torch.cat([masks[i].any(dim=1)[None] for i in range(len(masks))])  # (M, H)
    in_column = torch.cat([masks[i].any(dim=0)[None] for i in range(len(masks))])  # (M, W)
    for axis, hit in ((0, in_column), (1, in_row)):
        found[:, axis] = hit.byte().argmax(dim=1)
        found[:, axis + 2] = hit.shape[1] - 1 - hit.flip(1).byte().argmax(dim=1)
    return torch.where(in_row.any(dim=1)[:, None], found, torch.zeros_like(found))


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
    parts = [logits.new_zeros(0)]
    for chosen in _chunks(len(logits), logits[:1].numel()):
        inner = torch.count_nonzero(logits[chosen] > threshold + offset, dim=(1, 2))
        outer = torch.count_nonzero(logits[chosen] > threshold - offset, dim=(1, 2))
        parts.append((inner / outer.clamp(min=1)).to(logits.dtype))
    return torch.cat(parts)


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
