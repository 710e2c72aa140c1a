"""The masked autoencoder: encode the visible patches only, paint the hidden ones (MAE, section 3).

Pre-trains the image encoder; `models/mae/weights.py` hands its weights over to a SAM.
"""

import torch
from jaxtyping import Float, Int, UInt8
from torch import Tensor, nn

from anymask.models.mae.config import MaeConfig
from anymask.models.mae.decoder import PixelDecoder
from anymask.models.mae.masking import PatchMask
from anymask.models.sam.model import PIXEL_MEAN, PIXEL_STD
from anymask.nn.patch import cut_patches
from anymask.nn.vit import VisionTransformer


class MaskedAutoencoder(nn.Module):
    """A ViT with a class token, and a decoder of pixels.

    Args:
        config: what it was built from.
        encoder: the ViT; its positions are fixed.
        decoder: predicts hidden patches.
    """

    def __init__(
        self, config: MaeConfig, encoder: VisionTransformer, decoder: PixelDecoder
    ) -> None:
        super().__init__()
        self.config = config
        self.encoder = encoder
        self.class_token = nn.Parameter(torch.zeros(1, 1, config.width))
        self.norm = nn.LayerNorm(config.width, eps=1e-6)
        self.decoder = decoder

    def patches(self, images: UInt8[Tensor, "B 3 S S"]) -> Float[Tensor, "B L P"]:
        """Normalise RGB in 0..255 as SAM does and cut it into patches, row by row.

        Returns:
            (B, h * w, 3 * patch_size^2), ordered within a patch as `cut_patches` says.
        """
        mean, std = (
            torch.tensor(values, device=images.device)[:, None, None]
            for values in (PIXEL_MEAN, PIXEL_STD)
        )
        return cut_patches((images - mean) / std, self.config.patch_size).flatten(1, 2)

    def encode(
        self, patches: Float[Tensor, "B V P"], places: Int[Tensor, "B V"]
    ) -> Float[Tensor, "B T C"]:
        """Encode patches, whichever they are, as a class token and one token each.

        Args:
            patches: as `patches` makes them; any number of each image's, in any order.
            places: their numbers in the grid.
        """
        positions = self.encoder.pos_embed.flatten(0, 2)  # (S, C)
        tokens = self.encoder.patch_embed.project(patches) + positions[places]
        tokens = torch.cat([self.class_token.expand(len(tokens), -1, -1), tokens], dim=1)
        return self.norm(self.encoder.encode(tokens[:, None])[:, 0])

    def forward(self, visible: Float[Tensor, "B V P"], mask: PatchMask) -> Float[Tensor, "B U P"]:
        """Predict the hidden patches from the visible ones, both in the order of `mask`."""
        return self.decoder(self.encode(visible, mask.visible), mask)
