"""The pixel decoder of a masked autoencoder: narrow, shallow, and thrown away after pre-training.

Source: MAE, section 3 (MAE decoder) and appendix A.1.
"""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.models.mae.masking import PatchMask
from anymask.nn.block import Block
from anymask.nn.linear import Linear
from anymask.nn.position import sine_positions


class PixelDecoder(nn.Module):
    """Paint the hidden patches from what the encoder says about the visible ones.

    Args:
        grid_side: patches along each side of the image.
        input_width: channels of the encoder's tokens.
        width, depth, heads: of the decoder's own blocks.
        patch_values: values to predict per patch.
    """

    pos_embed: Tensor

    def __init__(
        self,
        *,
        grid_side: int,
        input_width: int,
        width: int,
        depth: int,
        heads: int,
        patch_values: int,
    ) -> None:
        super().__init__()
        self.embed = Linear(input_width, width)
        self.mask_token = nn.Parameter(torch.zeros(1, 1, width))
        self.register_buffer("pos_embed", sine_positions(grid_side, width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.head = Linear(width, patch_values)

    def forward(self, latent: Float[Tensor, "B T I"], mask: PatchMask) -> Float[Tensor, "B U P"]:
        """Predict the values of the hidden patches.

        Args:
            latent: the class token, then the visible patches in the order of `mask.visible`.
            mask: where the visible patches lie, and what to predict.
        """
        positions = self.pos_embed.flatten(0, 2)  # (S, D)
        # Attention does not care for order, positions say where a token lies: nothing has to be
        # brought back into rows, and what is hidden stays together at the end.
        class_token, visible = self.embed(latent).split([1, mask.visible.shape[1]], dim=1)
        hidden = self.mask_token + positions[mask.hidden]
        tokens = torch.cat([class_token, visible + positions[mask.visible], hidden], dim=1)
        tokens = tokens[:, None]  # (B, 1, 1 + S, D): blocks take grids
        for block in self.blocks:
            tokens = block(tokens)
        return self.head(self.norm(tokens[:, 0, -mask.hidden.shape[1] :]))
