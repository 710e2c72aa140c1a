"""Where things are: positions that can be resampled, sine waves, and random Fourier features."""

import math

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.errors import ConfigurationError


def resample_positions(
    positions: Float[Tensor, "1 a b C"], side: int
) -> Float[Tensor, "1 side side C"]:
    """Stretch a learned position table to a square grid (bicubic); unchanged where it fits."""
    if positions.shape[1:3] == (side, side):
        return positions
    table = positions.permute(0, 3, 1, 2).float()
    table = F.interpolate(table, size=(side, side), mode="bicubic", align_corners=False)
    return table.permute(0, 2, 3, 1).to(positions.dtype)


def sine_positions(side: int, width: int) -> Float[Tensor, "1 side side C"]:
    """Encode the cells of a square grid by sines and cosines (Transformer, section 3.5; MAE).

    ::

        sin(x w_k), cos(x w_k), sin(y w_k), cos(y w_k)    w_k = 10000^(-4k / width)

    Args:
        side: cells per row and column; x counts columns and y rows, from 0.
        width: channels, a multiple of four: a quarter for each of the four terms.

    Raises:
        ConfigurationError: `width` is no multiple of four.
    """
    if width % 4:
        raise ConfigurationError(
            f"sine positions of width {width} cannot be split into four parts; "
            "choose a width that is a multiple of 4"
        )
    quarter = width // 4
    frequencies = 10_000.0 ** -(torch.arange(quarter, dtype=torch.float64) / quarter)
    waves = torch.arange(side, dtype=torch.float64)[:, None] * frequencies  # (side, quarter)
    axis = torch.cat([waves.sin(), waves.cos()], dim=1).float()
    x = axis[None, :].expand(side, side, -1)
    y = axis[:, None].expand(side, side, -1)
    return torch.cat([x, y], dim=-1)[None]  # (1, side, side, width)


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
