"""Number of clicks (NoC): how many clicks an object takes until its mask is good enough.

The measure of interactive segmentation, at an IoU of 0.85 and 0.90 and with at most 20 clicks since
"Deep Interactive Object Selection" (Xu et al., 2016) and RITM. The points task reports it.
"""

from jaxtyping import Float, Int
from torch import Tensor

TARGETS = (85, 90)
"""The published IoUs in percent, for NoC@85 and NoC@90."""


def clicks_needed(ious: Float[Tensor, "N K"], target: float) -> Int[Tensor, "N"]:
    """Count clicks until the answer is good enough.

    Args:
        ious: of N objects after 1 to K clicks.
        target: an IoU in (0, 1]; an answer that is exactly so good is good enough.

    Returns:
        (N,) from 1 to K; an object that never gets there counts as K, as published.

    >>> import torch
    >>> clicks_needed(torch.tensor([[0.5, 0.86, 0.84], [0.1, 0.2, 0.3]]), 0.85).tolist()
    [2, 3]
    """
    reached = ious >= target
    # argmax finds the first true value; where there is none, the last click is as far as it went.
    return reached.int().argmax(1).where(reached.any(1), ious.shape[1] - 1) + 1


def share_reached(ious: Float[Tensor, "N K"], target: float) -> Float[Tensor, "K"]:
    """Tell the share of objects that were good enough after at most 1, 2, ... K clicks.

    >>> import torch
    >>> share_reached(torch.tensor([[0.5, 0.86, 0.84], [0.1, 0.2, 0.3]]), 0.85).tolist()
    [0.0, 0.5, 0.5]
    """
    return (ious >= target).cummax(1).values.double().mean(0)
