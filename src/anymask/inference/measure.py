"""Stability and box of a mask of which only a window is known; outside there is background."""

import numpy as np
from jaxtyping import Bool, Float
from torch import Tensor

from anymask.geometry import masks as mask_maths

Box = tuple[float, float, float, float]
"""(x0, y0, x1, y1) where x1 and y1 are the last pixel inside, as published; zeros if empty."""


def stability(logits: Float[Tensor, "h w"], threshold: float, offset: float) -> float:
    """Score how little a mask changes when its threshold moves (appendix B of the paper).

    Args:
        logits: of a window that holds everything above `threshold - offset`.
        threshold: logit above which a pixel belongs to the mask.
        offset: how far the threshold is moved up and down.

    Returns:
        Pixels above the higher over pixels above the lower threshold; 0 where there are none.

    >>> import torch
    >>> stability(torch.tensor([[2.0, 0.5, -3.0]]), 0.0, 1.0)
    0.5
    """
    values = logits.numpy()
    inner = int(np.count_nonzero(values > threshold + offset))
    outer = int(np.count_nonzero(values > threshold - offset))
    # In single precision, as the published code compares it.
    return float(np.float32(inner) / np.float32(max(outer, 1)))


def box(mask: Bool[Tensor, "h w"], corner: tuple[int, int]) -> Box:
    """Find the box of a mask in its picture.

    Args:
        mask: the window's content.
        corner: (x, y) of the window in the picture.

    >>> import torch
    >>> box(torch.tensor([[False, True]]), (10, 20))
    (11.0, 20.0, 11.0, 20.0)
    """
    x0, y0, x1, y1 = mask_maths.boxes(mask[None])[0].tolist()
    if not mask.numel() or not bool(mask[int(y0), int(x0) : int(x1) + 1].any()):
        return 0.0, 0.0, 0.0, 0.0
    return x0 + corner[0], y0 + corner[1], x1 + corner[0], y1 + corner[1]
