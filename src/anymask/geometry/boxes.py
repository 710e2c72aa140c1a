"""Axis-aligned boxes: conversions, areas, overlaps and the crop-edge rule.

Every floor above uses these functions on sets of boxes. A box is (x0, y0, x1, y1) in pixels of one
frame, x to the right and y down; the crop-edge rule is that of the published automatic mask
generator (Segment Anything, section 5 and appendix B).
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from anymask.shapes import Size


def area(boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets"]:
    """Measure boxes.

    Args:
        boxes: (..., 4) as (x0, y0, x1, y1).

    Returns:
        (...) width times height, in squared pixels; negative for a box inverted along one axis.

    >>> area(torch.tensor([[1.0, 1.0, 4.0, 3.0]]))
    tensor([6.])
    """
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def intersection(a: Float[Tensor, "N 4"], b: Float[Tensor, "K 4"]) -> Float[Tensor, "N K"]:
    """Measure what each box of `a` shares with each box of `b`.

    Args:
        a: (N, 4) as (x0, y0, x1, y1).
        b: (K, 4), same frame.

    Returns:
        (N, K) squared pixels, 0 for boxes that do not meet.
    """
    top_left = torch.maximum(a[:, None, :2], b[None, :, :2])  # (N, K, 2)
    bottom_right = torch.minimum(a[:, None, 2:], b[None, :, 2:])  # (N, K, 2)
    return (bottom_right - top_left).clamp(min=0).prod(dim=-1)


def iou(a: Float[Tensor, "N 4"], b: Float[Tensor, "K 4"]) -> Float[Tensor, "N K"]:
    """Compare each box of `a` with each box of `b` by intersection over union.

    Args:
        a: (N, 4) as (x0, y0, x1, y1).
        b: (K, 4), same frame.

    Returns:
        (N, K) in [0, 1]; 0 where both boxes are empty.

    >>> iou(torch.tensor([[0.0, 0.0, 2.0, 2.0]]), torch.tensor([[1.0, 0.0, 3.0, 2.0]]))
    tensor([[0.3333]])
    """
    shared = intersection(a, b)
    union = area(a)[:, None] + area(b)[None, :] - shared
    return torch.where(union > 0, shared / union, torch.zeros_like(shared))


def xyxy_to_xywh(boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets 4"]:
    """Turn corners (x0, y0, x1, y1) into (x, y, width, height), the form of JSON files."""
    corner, opposite = boxes[..., :2], boxes[..., 2:]
    return torch.cat([corner, opposite - corner], dim=-1)


def xywh_to_xyxy(boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets 4"]:
    """Turn (x, y, width, height) into corners (x0, y0, x1, y1)."""
    corner, extent = boxes[..., :2], boxes[..., 2:]
    return torch.cat([corner, corner + extent], dim=-1)


def xyxy_to_cxcywh(boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets 4"]:
    """Turn corners (x0, y0, x1, y1) into (centre x, centre y, width, height)."""
    corner, opposite = boxes[..., :2], boxes[..., 2:]
    return torch.cat([(corner + opposite) / 2, opposite - corner], dim=-1)


def cxcywh_to_xyxy(boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets 4"]:
    """Turn (centre x, centre y, width, height) into corners (x0, y0, x1, y1)."""
    centre, extent = boxes[..., :2], boxes[..., 2:]
    return torch.cat([centre - extent / 2, centre + extent / 2], dim=-1)


def clip(boxes: Float[Tensor, "*sets 4"], size: Size) -> Float[Tensor, "*sets 4"]:
    """Move corners that lie outside an image onto its border.

    Args:
        boxes: (..., 4) as (x0, y0, x1, y1) in pixels of the image.
        size: (height, width) of the image.

    Returns:
        (..., 4) with 0 <= x <= width and 0 <= y <= height.
    """
    height, width = size
    limits = boxes.new_tensor([width, height, width, height])
    return torch.minimum(boxes.clamp(min=0), limits)


def near_crop_edge(
    boxes: Float[Tensor, "N 4"],
    crop_box: tuple[int, int, int, int],
    image_size: Size,
    tolerance: float = 20.0,
) -> Bool[Tensor, "N"]:
    """Find boxes that touch a crop's edge where the image goes on, so that the object is cut.

    Args:
        boxes: (N, 4) as (x0, y0, x1, y1) in pixels of the whole image.
        crop_box: (x0, y0, x1, y1) of the crop in the image.
        image_size: (height, width) of the image.
        tolerance: distance in pixels up to which a side counts as touching.

    Returns:
        (N,) true where a side lies within `tolerance` of the crop's same side and that side of
        the crop is not within `tolerance` of the image's border.
    """
    height, width = image_size
    crop = boxes.new_tensor(crop_box)
    image = boxes.new_tensor([0, 0, width, height])
    cut_sides = (crop - image).abs() > tolerance  # (4,)
    touching = (boxes - crop).abs() <= tolerance  # (N, 4)
    return (touching & cut_sides).any(dim=-1)
