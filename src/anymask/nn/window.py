"""Cut a token grid into square windows and put it together again (ViTDet, section 3)."""

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor


def regions(tokens: Float[Tensor, "B h w C"], window: int) -> list[list[Float[Tensor, "B _ _ C"]]]:
    """Split a grid into the part of whole windows and the narrower windows along its edges.

    Returns:
        Rows of regions: one by one, one by two, two by one, or two by two of them.
    """
    rows, columns = (
        [part for part in (length - length % window, length % window) if part]
        for length in tokens.shape[1:3]
    )
    return [list(band.split(columns, dim=2)) for band in tokens.split(rows, dim=1)]


def to_windows(
    tokens: Float[Tensor, "B h w C"], window: int, filling: Float[Tensor, "C"] | None = None
) -> tuple[Float[Tensor, "windows window window C"], tuple[int, int]]:
    """Pad the grid on the right and bottom and cut it into windows, row by row.

    Args:
        tokens: B grids.
        window: side of the windows.
        filling: what each token of the padding is; None: zeros.

    Returns:
        The windows, image by image, and the padded (height, width) that `from_windows` needs.
    """
    height, width = tokens.shape[1:3]
    padded = (height + -height % window, width + -width % window)
    if filling is None:
        tokens = F.pad(tokens, (0, 0, 0, padded[1] - width, 0, padded[0] - height))
    elif padded != (height, width):
        tokens = _pad(tokens, padded, filling)
    return cut(tokens, (window, window)), padded


def cut(tokens: Float[Tensor, "B h w C"], size: tuple[int, int]) -> Float[Tensor, "windows _ _ C"]:
    """Cut a grid into windows of (height, width), which fit without remainder, row by row."""
    rows, columns = tokens.unflatten(1, (-1, size[0])), size[1]
    return rows.unflatten(3, (-1, columns)).transpose(2, 3).flatten(0, 2)


def _pad(tokens: Tensor, padded: tuple[int, int], filling: Tensor) -> Tensor:
    batch, height, width, channels = tokens.shape
    filling = filling.to(tokens.dtype)
    right = filling.expand(batch, height, padded[1] - width, channels)
    below = filling.expand(batch, padded[0] - height, padded[1], channels)
    return torch.cat([torch.cat([tokens, right], dim=2), below], dim=1)


def from_windows(
    windows: Float[Tensor, "windows _ _ C"],
    padded: tuple[int, int],
    grid: tuple[int, int],
) -> Float[Tensor, "B h w C"]:
    """Undo `to_windows` or `cut`, dropping the padding."""
    _, high, wide, channels = windows.shape
    rows, columns = padded[0] // high, padded[1] // wide
    tokens = windows.view(-1, rows, columns, high, wide, channels).transpose(2, 3)
    return tokens.reshape(-1, *padded, channels)[:, : grid[0], : grid[1]]
