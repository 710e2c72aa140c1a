"""What a masked autoencoder sees and what it paints, side by side, for people to look at."""

import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from anymask.models.mae.masking import mask_patches, take
from anymask.models.mae.model import MaskedAutoencoder
from anymask.models.mae.target import restore_patches
from anymask.models.sam.model import PIXEL_MEAN, PIXEL_STD
from anymask.nn.patch import join_patches

HIDDEN_GREY = 0.0
"""Value of hidden patches in the picture of what the encoder sees: the mean colour."""


@torch.no_grad()
def reconstruction_picture(
    model: MaskedAutoencoder,
    images: UInt8[Tensor, "B 3 S S"],
    noise: Float[Tensor, "B L"],
    mask_ratio: float = 0.75,
) -> UInt8[Tensor, "3 H W"]:
    """Draw one row per image: the original, its visible patches, and the reconstruction.

    The model paints patches of mean 0 and contrast 1; here they get the true mean and contrast of
    the patch, so the picture flatters what is flat (MAE, figure 2, shows models without that).

    Args:
        model: trained with normalised targets.
        images: RGB in 0..255.
        noise: a random number per patch; the patches with the most are hidden.
        mask_ratio: share of hidden patches.
    """
    mask = mask_patches(noise, mask_ratio)
    patches = model.patches(images)
    painted = model(take(patches, mask.visible), mask).float()
    where = mask.hidden[..., None].expand_as(painted)
    seen = patches.scatter(1, where, HIDDEN_GREY)
    restored = restore_patches(painted, take(patches, mask.hidden))
    reconstruction = patches.scatter(1, where, restored)
    columns = [_to_pixels(model, each) for each in (patches, seen, reconstruction)]
    rows = torch.cat(columns, dim=3)  # (B, 3, S, 3 * S)
    return rows.permute(1, 0, 2, 3).flatten(1, 2).cpu()  # (3, B * S, 3 * S)


def _to_pixels(
    model: MaskedAutoencoder, patches: Float[Tensor, "B L P"]
) -> UInt8[Tensor, "B 3 S S"]:
    side = model.config.grid_side
    pixels = join_patches(patches.unflatten(1, (side, side)), model.config.patch_size)
    mean, std = (
        torch.tensor(values, device=pixels.device)[:, None, None]
        for values in (PIXEL_MEAN, PIXEL_STD)
    )
    return (pixels * std + mean).round().clamp(0, 255).to(torch.uint8)
