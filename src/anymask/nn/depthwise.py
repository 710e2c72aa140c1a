"""The depthwise convolution of small encoders, with a gradient that a CPU computes quickly.

PyTorch's gradient of a depthwise kernel takes ten times as long as the convolution itself and was a
third of a training step. Here it is one matrix product per channel: the output gradient of a block
of columns against the input rows that it met; the kernel is a sum over diagonals of that product.
"""

from typing import Any

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import is_traced

BLOCK = 16
"""Columns multiplied together: wider blocks waste arithmetic, narrower ones copy more."""


class DepthwiseConv2d(nn.Conv2d):
    """A convolution of every channel by itself, with an odd kernel and the same size out as in."""

    def __init__(self, channels: int, kernel: int) -> None:
        super().__init__(channels, channels, kernel, padding=kernel // 2, groups=channels)

    def forward(self, x: Float[Tensor, "B C H W"]) -> Float[Tensor, "B C H W"]:
        if x.device.type != "cpu" or is_traced():
            return super().forward(x)
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.get_autocast_dtype("cpu"))
        assert self.bias is not None
        weight, bias = self.weight.to(x.dtype), self.bias.to(x.dtype)
        return _Depthwise.apply(x, weight, bias)  # type: ignore[no-untyped-call]


class _Depthwise(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        ctx.save_for_backward(x, weight)
        return _convolve(x, weight, bias)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None]:
        x, weight = ctx.saved_tensors
        needs_x, needs_weight, needs_bias = ctx.needs_input_grad
        return (
            _convolve(gradient, weight.flip(2, 3), None) if needs_x else None,
            kernel_gradient(x, gradient, weight.shape[-1])[:, None] if needs_weight else None,
            gradient.sum((0, 2, 3)) if needs_bias else None,
        )


def _convolve(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    return F.conv2d(x, weight, bias, padding=weight.shape[-1] // 2, groups=len(weight))


def kernel_gradient(
    x: Float[Tensor, "B C H W"], gradient: Float[Tensor, "B C H W"], kernel: int
) -> Float[Tensor, "C kernel kernel"]:
    """Differentiate a depthwise convolution by its kernel.

    ::

        kernel[c, i, j] = sum over b, y, x of  gradient[b, c, y, x] * padded[b, c, y + i, x + j]

    Args:
        x: what was convolved, (B, C, H, W).
        gradient: of the result, (B, C, H, W).
        kernel: side of the kernel, odd.
    """
    batch, channels, height, width = x.shape
    pad, block = kernel // 2, min(BLOCK, width)
    fill = -width % block
    tall, wide, blocks = height + 2 * pad, block + 2 * pad, (width + fill) // block

    # All blocks of all images below each other; the rows y .. y + kernel of a block are adjacent in
    # memory, so a window of them is a view.
    padded = F.pad(x.transpose(0, 1), (pad, pad + fill, pad, pad))  # (C, B, tall, ...)
    stacked = padded.unfold(3, wide, block).transpose(2, 3).reshape(channels, -1)
    stacked = F.pad(stacked, (0, (kernel - 1) * wide))
    rows = batch * blocks * tall
    windows = stacked.as_strided(
        (channels, rows, kernel * wide), (stacked.stride(0), wide, 1)
    )  # (C, rows, kernel * wide)

    # Rows that would look across the border of a block have no gradient.
    columns = F.pad(gradient.transpose(0, 1), (0, fill, 0, 2 * pad))  # (C, B, tall, ...)
    columns = columns.unflatten(3, (blocks, block)).transpose(2, 3).reshape(channels, rows, block)
    products = columns.transpose(1, 2) @ windows  # (C, block, kernel * wide)
    diagonals = products.as_strided(
        (channels, block, kernel, kernel), (products.stride(0), kernel * wide + 1, wide, 1)
    )
    return diagonals.sum(1)
