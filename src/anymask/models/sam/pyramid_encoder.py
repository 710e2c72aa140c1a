"""A small convolutional image encoder with finer features for crisp masks on few pixels.

Four ConvNeXt stages at strides 4, 8, 16 and 32; the last is brought back to stride 16 and added, so
that a cell of the embedding knows its surroundings. The stride-8 and stride-4 features go to the
mask decoder as skips.
"""

from itertools import pairwise

import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.image_encoder import Embedding
from anymask.nn.convnext import ConvNextBlock
from anymask.nn.norm import LayerNorm2d


class PyramidEncoder(nn.Module):
    """Encode pixels into a stride-16 embedding and two finer maps.

    Args:
        widths: channels of the four stages.
        depths: blocks of the four stages.
        embed_dim: channels of the embedding.
        skip_dims: channels of the stride-8 and of the stride-4 skips.
    """

    def __init__(
        self,
        *,
        widths: tuple[int, ...],
        depths: tuple[int, ...],
        embed_dim: int,
        skip_dims: tuple[int, int],
    ) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, widths[0] // 2, 3, stride=2, padding=1),
            LayerNorm2d(widths[0] // 2),
            nn.GELU(),
            nn.Conv2d(widths[0] // 2, widths[0], 3, stride=2, padding=1),
            LayerNorm2d(widths[0]),
        )
        self.stages = nn.ModuleList(
            nn.Sequential(*[ConvNextBlock(width) for _ in range(depth)])
            for width, depth in zip(widths, depths, strict=True)
        )
        self.reduce = nn.ModuleList(
            nn.Sequential(LayerNorm2d(a), nn.Conv2d(a, b, 2, stride=2)) for a, b in pairwise(widths)
        )
        self.from_coarse = nn.Conv2d(widths[3], embed_dim, 1)
        self.from_middle = nn.Conv2d(widths[2], embed_dim, 1)
        self.blend = nn.Sequential(ConvNextBlock(embed_dim), LayerNorm2d(embed_dim))
        self.to_skips = nn.ModuleList(
            nn.Conv2d(width, dim, 1)
            for width, dim in zip((widths[1], widths[0]), skip_dims, strict=True)
        )

    def forward(self, pixels: Float[Tensor, "B 3 H W"]) -> Embedding:
        x = self.stem(pixels)
        levels = []
        for index, stage in enumerate(self.stages):
            x = stage(x if index == 0 else self.reduce[index - 1](x))
            levels.append(x)
        coarse = F.interpolate(
            self.from_coarse(levels[3]), size=levels[2].shape[-2:], mode="bilinear"
        )
        features = self.blend(self.from_middle(levels[2]) + coarse)
        skips = (self.to_skips[0](levels[1]), self.to_skips[1](levels[0]))
        return Embedding(features, skips)


def build_pyramid(config: PyramidConfig, embed_dim: int) -> PyramidEncoder:
    """Build the encoder that `config` describes; skips fit the decoder's upscaling widths."""
    return PyramidEncoder(
        widths=config.widths,
        depths=config.depths,
        embed_dim=embed_dim,
        skip_dims=(embed_dim // 4, embed_dim // 8),
    )
