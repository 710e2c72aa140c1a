"""What the decoder has to paint: pixel values normalised patch by patch, and the way back.

Source: MAE, section 3 (Reconstruction target).
"""

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

EPSILON = 1e-6
"""Added to the variance, so that a patch of one colour stays finite."""


def normalise_patches(patches: Float[Tensor, "*B P"]) -> Float[Tensor, "*B P"]:
    """Give each patch mean 0 and (unbiased) variance 1 over all its values.

    >>> normalise_patches(torch.tensor([[1.0, 2.0, 3.0]]))
    tensor([[-1.0000,  0.0000,  1.0000]])
    """
    # A layer norm, which divides by the biased variance: one pass, several times faster.
    values = patches.shape[-1]
    unbiased = values / (values - 1)
    normalised = F.layer_norm(patches, (values,), eps=EPSILON / unbiased)
    return normalised * unbiased**-0.5


def restore_patches(
    normalised: Float[Tensor, "*B P"], originals: Float[Tensor, "*B P"]
) -> Float[Tensor, "*B P"]:
    """Give normalised patches the mean and the contrast of the original ones."""
    variance, mean = torch.var_mean(originals, dim=-1, keepdim=True)
    return normalised * (variance + EPSILON).sqrt() + mean
