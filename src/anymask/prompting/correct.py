"""The next click of a simulated annotator: somewhere in what the last mask got wrong.

Training uses it in every round after the first. Source: "Segment Anything", appendix A.
"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from anymask.prompting.simulate import random_points


def error_points(
    predicted: Bool[Tensor, "B H W"], target: Bool[Tensor, "B H W"], generator: torch.Generator
) -> tuple[Float[Tensor, "B 2"], Int[Tensor, "B"]]:
    """Draw one wrong pixel of every prediction, all of them being equally likely.

    A missed pixel becomes a foreground click, a pixel too many a background click. Where there is
    no error the click confirms the object: a random foreground pixel.

    Args:
        predicted: (B, H, W) binary masks.
        target: (B, H, W) true masks, not empty where the prediction is right.
        generator: source of all randomness; may live on another device than the masks.

    Returns:
        Points (B, 2), (x, y) pixel centres, and their labels (B,), 1 foreground or 0 background.

    Raises:
        InputError: prediction and target are both empty.

    >>> target = torch.tensor([[[True, False]]])
    >>> error_points(torch.tensor([[[True, True]]]), target, torch.Generator())
    (tensor([[1.5000, 0.5000]]), tensor([0]))
    """
    wrong = predicted ^ target
    without_error = ~wrong.flatten(1).any(1)  # (B,)
    points = random_points(torch.where(without_error[:, None, None], target, wrong), generator)
    column, row = points.long().unbind(1)
    batch = torch.arange(len(target), device=target.device)
    return points, target[batch, row, column].long()
