"""What the decoder has to paint: pixel values normalised patch by patch, and the way back.

Source: MAE, section 3 (Reconstruction target).
"""

import torch
from jaxtyping import Float
from torch import Tensor

EPSILON = 1e-6
"""Added to the variance, so that a patch of one colour stays finite."""


def normalise_patches(patches: Float[Tensor, "*B P"]) -> Float[Tensor, "*B P"]:
    """Give each patch mean 0 and (unbiased) variance 1 over all its values.

    >>> normalise_patches(torch.tensor([[1.0, 2.0, 3.0]]))
    tensor([[-1.0000,  0.0000,  1.0000]])
    """
    mean, std = _statistics(patches)
    return (patches - mean) / std


def restore_patches(
    normalised: Float[Tensor, "*B P"], originals: Float[Tensor, "*B P"]
) -> Float[Tensor, "*B P"]:
    """Give normalised patches the mean and the contrast of the original ones."""
    mean, std = _statistics(originals)
    return normalised * std + mean


def _statistics(patches: Tensor) -> tuple[Tensor, Tensor]:
    variance, mean = torch.var_mean(patches, dim=-1, keepdim=True)
    return mean, (variance + EPSILON).sqrt()
