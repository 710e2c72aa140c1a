"""Turn points, boxes and masks into what the mask decoder reads (SAM, section 3 and Appendix A)."""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from anymask.nn.norm import LayerNorm2d
from anymask.nn.position import FourierPositions

PADDING = -1
"""The label of a point that is none; it stands in where a prompt has no box."""


class PromptEncoder(nn.Module):
    """Embed prompts given in pixels of the padded square.

    Args:
        embed_dim: channels of tokens and of the dense map.
        image_size: side of the padded square in pixels.
        grid_side: side of the image embedding in cells.
        mask_channels: channels inside the mask prompt's convolutions.
    """

    def __init__(
        self, *, embed_dim: int, image_size: int, grid_side: int, mask_channels: int
    ) -> None:
        super().__init__()
        self.image_size = image_size
        self.grid_side = grid_side
        self.positions = FourierPositions(embed_dim // 2)
        # One row per label: background, foreground, box top-left, box bottom-right.
        self.label_embed = nn.Parameter(torch.randn(4, embed_dim))
        self.padding_embed = nn.Parameter(torch.randn(embed_dim))
        self.no_mask_embed = nn.Parameter(torch.randn(embed_dim))
        self.mask_downscaling = nn.Sequential(
            nn.Conv2d(1, mask_channels // 4, 2, stride=2),
            LayerNorm2d(mask_channels // 4),
            nn.GELU(),
            nn.Conv2d(mask_channels // 4, mask_channels, 2, stride=2),
            LayerNorm2d(mask_channels),
            nn.GELU(),
            nn.Conv2d(mask_channels, embed_dim, 1),
        )

    def sparse(
        self, coords: Float[Tensor, "B T 2"], labels: Int[Tensor, "B T"]
    ) -> Float[Tensor, "B T C"]:
        """Embed points and box corners.

        Args:
            coords: (x, y) in pixels of the padded square; the centre of the first pixel is (0, 0)
                here, as in the official model, which adds the half pixel itself.
            labels: 0 background, 1 foreground, 2 and 3 box corners, -1 padding.
        """
        placed = self.positions((coords.float() + 0.5) / self.image_size)
        kind = self.label_embed[labels.clamp(min=0)]
        real = (labels != PADDING)[..., None]
        return torch.where(real, placed + kind, self.padding_embed)

    def dense(self, masks: Float[Tensor, "B 1 h w"] | None) -> Float[Tensor, "B C gh gw"]:
        """Embed low-resolution mask logits; without a mask, one learned vector everywhere."""
        if masks is not None:
            return self.mask_downscaling(masks)
        side = self.grid_side
        return self.no_mask_embed[None, :, None, None].expand(1, -1, side, side)

    def image_positions(self) -> Float[Tensor, "1 S C"]:
        """Encode the centre of each cell of the image embedding."""
        return self.positions.grid((self.grid_side, self.grid_side)).flatten(0, 1)[None]
