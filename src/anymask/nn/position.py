"""Where things are: learned positions that can be resampled, and random Fourier features."""

import math

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn


def resample_positions(
    positions: Float[Tensor, "1 a b C"], side: int
) -> Float[Tensor, "1 side side C"]:
    """Stretch a learned position table to a square grid (bicubic); unchanged where it fits."""
    if positions.shape[1:3] == (side, side):
        return positions
    table = positions.permute(0, 3, 1, 2).float()
    table = F.interpolate(table, size=(side, side), mode="bicubic", align_corners=False)
    return table.permute(0, 2, 3, 1).to(positions.dtype)


class FourierPositions(nn.Module):
    """Random Fourier features of points in the unit square (SAM, Appendix A, prompt encoder).

    Args:
        features: number of frequencies; the encoding has twice as many channels.
        scale: standard deviation of the Gaussian frequencies.
    """

    frequencies: Tensor

    def __init__(self, features: int, scale: float = 1.0) -> None:
        super().__init__()
        self.register_buffer("frequencies", scale * torch.randn(2, features))

    def forward(self, points: Float[Tensor, "*B 2"]) -> Float[Tensor, "*B C"]:
        """Encode (x, y) in [0, 1] as sines, then cosines."""
        # Angles stay in fp32, autocast or not: bf16 would lose the position of a pixel.
        with torch.autocast(points.device.type, enabled=False):
            angles = 2 * math.pi * ((2 * points.float() - 1) @ self.frequencies.float())
        return torch.cat([angles.sin(), angles.cos()], dim=-1).to(self.frequencies.dtype)

    def grid(self, size: tuple[int, int]) -> Float[Tensor, "h w C"]:
        """Encode the centres of the cells of an (h, w) grid that covers the unit square."""
        height, width = size
        device = self.frequencies.device
        y = (torch.arange(height, device=device, dtype=torch.float32) + 0.5) / height
        x = (torch.arange(width, device=device, dtype=torch.float32) + 0.5) / width
        rows, columns = torch.meshgrid(y, x, indexing="ij")
        return self.forward(torch.stack([columns, rows], dim=-1))
