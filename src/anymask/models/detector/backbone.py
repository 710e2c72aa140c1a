"""The image encoder of a small SAM as the backbone of a detector.

A detector that begins with features which already know the edges of objects finds four times as
many of them as one that begins with random ones and takes as many steps (docs/guides/training.md).
"""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.models.sam.pyramid_encoder import PyramidEncoder


class PyramidBackbone(nn.Module):
    """Features at strides 8, 16 and 32, or the last few of them, as transformers' D-FINE asks.

    Args:
        encoder: whose stem and stages are used; what a SAM does with them afterwards is not.
        levels: of the strides, how many, from coarse to fine.
    """

    def __init__(self, encoder: PyramidEncoder, levels: int) -> None:
        super().__init__()
        self.stem = encoder.stem
        self.stages = encoder.stages
        self.reduce = encoder.reduce
        self.levels = levels

    def forward(
        self, pixel_values: Float[Tensor, "B 3 H W"], pixel_mask: Float[Tensor, "B H W"]
    ) -> list[tuple[Tensor, Tensor]]:
        x = self.stem(pixel_values)
        features = []
        for index, stage in enumerate(self.stages):
            x = stage(x if index == 0 else self.reduce[index - 1](x))
            features.append(x)  # (B, C, H / 2^(2 + index), W / 2^(2 + index))
        # D-FINE never reads the masks that transformers hands on beside the features.
        return [(level, torch.ones_like(level[:, 0])) for level in features[-self.levels :]]
