"""An image encoder as a graph, for pages that need no server.

It takes the bytes of a browser's ImageData: red, green, blue and alpha of the padded square, row by
row. What is transparent is padding.
"""

import torch
from jaxtyping import Float, UInt8
from torch import Tensor, nn

from anymask.models.sam.model import PIXEL_MEAN, PIXEL_STD, Sam


class EncodeGraph(nn.Module):
    """Bytes of an image in the model's square to its embedding."""

    mean: Tensor
    std: Tensor

    def __init__(self, sam: Sam) -> None:
        super().__init__()
        self.sam = sam
        self.register_buffer("mean", torch.tensor(PIXEL_MEAN))
        self.register_buffer("std", torch.tensor(PIXEL_STD))

    def forward(self, rgba: UInt8[Tensor, "S S 4"]) -> tuple[Float[Tensor, "1 _ _ _"], ...]:
        """Return features and skips; pixels of alpha 0 count as padding."""
        colour, opaque = rgba[..., :3].float(), (rgba[..., 3:] > 0).float()
        pixels = (colour - self.mean) / self.std * opaque  # (S, S, 3)
        embedding = self.sam.encode(pixels.permute(2, 0, 1)[None])
        return embedding.features, *embedding.skips
