"""The official image encoder: a ViT and a two-convolution neck (SAM, section 3 and Appendix A)."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import linear
from anymask.nn.norm import LayerNorm2d
from anymask.nn.vit import VisionTransformer


@dataclass(frozen=True)
class Embedding:
    """What an image encoder says about B images.

    Attributes:
        features: one vector per cell of the stride-16 grid.
        skips: finer features, stride 8 then stride 4, that the mask decoder adds while it upscales;
            empty for the official sizes.
    """

    features: Float[Tensor, "B C h w"]
    skips: tuple[Float[Tensor, "B _ _ _"], ...] = ()

    def of(self, index: int) -> "Embedding":
        """Return what is said about one of the images, as a batch of one."""
        one = slice(index, index + 1)
        return Embedding(self.features[one], tuple(skip[one] for skip in self.skips))

    def to(self, device: torch.device, dtype: torch.dtype) -> "Embedding":
        """Bring it to a model's device and arithmetic."""
        skips = tuple(skip.to(device, dtype) for skip in self.skips)
        return Embedding(self.features.to(device, dtype), skips)


class Neck(nn.Module):
    """1x1 then 3x3 convolution to the embedding width, each followed by a layer norm."""

    def __init__(self, width: int, out: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, out, kernel_size=1, bias=False)
        self.norm1 = nn.LayerNorm(out, eps=1e-6)
        self.conv2 = nn.Conv2d(out, out, kernel_size=3, padding=1, bias=False)
        self.norm2 = LayerNorm2d(out)

    def forward(self, tokens: Float[Tensor, "B h w I"]) -> Float[Tensor, "B C h w"]:
        narrow = self.norm1(linear(tokens, self.conv1.weight.flatten(1)))
        return self.norm2(self.conv2(narrow.permute(0, 3, 1, 2)))


class ImageEncoder(nn.Module):
    """Encode pixels into one vector per 16x16 patch."""

    def __init__(self, vit: VisionTransformer, neck: Neck) -> None:
        super().__init__()
        self.vit = vit
        self.neck = neck

    def forward(self, pixels: Float[Tensor, "B 3 H W"]) -> Embedding:
        return Embedding(self.neck(self.vit(pixels)).contiguous())
