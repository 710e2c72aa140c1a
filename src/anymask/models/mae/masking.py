"""Which patches the encoder may see: the same share of every image, chosen by sorting noise.

Source: MAE, section 3 (Simple implementation): a random order of the patches, of which the first
few are kept.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from anymask.errors import ConfigurationError


@dataclass(frozen=True)
class PatchMask:
    """The patches of each image in two groups, by their row-by-row number in the grid.

    Attributes:
        visible: patches that the encoder sees, in random order.
        hidden: patches that the decoder has to paint, in random order.
    """

    visible: Int[Tensor, "B V"]
    hidden: Int[Tensor, "B U"]


def mask_patches(noise: Float[Tensor, "B S"], ratio: float) -> PatchMask:
    """Hide the patches with the most noise.

    Args:
        noise: a random number for each of the S patches of each image.
        ratio: share of the patches to hide; int(S * (1 - ratio)) stay visible.

    Raises:
        ConfigurationError: no patch would stay visible, or none would be hidden.

    >>> mask_patches(torch.tensor([[0.9, 0.1, 0.5, 0.7]]), 0.75)
    PatchMask(visible=tensor([[1]]), hidden=tensor([[2, 3, 0]]))
    """
    patches = noise.shape[1]
    kept = int(patches * (1 - ratio))
    if not 0 < kept < patches:
        raise ConfigurationError(
            f"a mask ratio of {ratio} leaves {kept} of {patches} patches visible; "
            "choose one at which some are visible and some hidden, such as 0.75"
        )
    order = noise.argsort(dim=1)
    return PatchMask(order[:, :kept], order[:, kept:])


def take(tokens: Float[Tensor, "B S C"], index: Int[Tensor, "B T"]) -> Float[Tensor, "B T C"]:
    """Pick tokens of each image by number."""
    first = torch.arange(len(tokens), device=index.device)[:, None] * tokens.shape[1]
    # Whole rows at once: much faster than `gather`, which looks up every channel by itself.
    rows = tokens.flatten(0, 1).index_select(0, (index + first).flatten())
    return rows.unflatten(0, (len(tokens), -1))
