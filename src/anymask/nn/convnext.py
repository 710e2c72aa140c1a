"""The convolutional block of small encoders (ConvNeXt, section 2): depthwise 7x7, then an MLP."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.depthwise import DepthwiseConv2d
from anymask.nn.mlp import Mlp


class ConvNextBlock(nn.Module):
    """Mix neighbours channel by channel, then channels pixel by pixel, around a residual.

    Args:
        width: channels.
        kernel: side of the depthwise kernel.
        mlp_ratio: hidden width of the MLP over `width`.
        layer_scale: initial value of the learned per-channel gain of the residual branch.
    """

    def __init__(
        self, width: int, *, kernel: int = 7, mlp_ratio: float = 4.0, layer_scale: float = 0.1
    ) -> None:
        super().__init__()
        self.depthwise = DepthwiseConv2d(width, kernel)
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.mlp = Mlp(width, int(width * mlp_ratio))
        self.gain = nn.Parameter(torch.full((width,), layer_scale))

    def forward(self, x: Float[Tensor, "B C H W"]) -> Float[Tensor, "B C H W"]:
        mixed = self.depthwise(x).permute(0, 2, 3, 1)  # (B, H, W, C)
        mixed = self.mlp(self.norm(mixed)) * self.gain
        return x + mixed.permute(0, 3, 1, 2)
