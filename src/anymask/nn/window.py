"""Cut a token grid into square windows and put it together again (ViTDet, section 3)."""

import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor


def to_windows(
    tokens: Float[Tensor, "B h w C"], window: int
) -> tuple[Float[Tensor, "windows window window C"], tuple[int, int]]:
    """Pad the grid with zeros on the right and bottom and cut it into windows, row by row.

    Returns:
        The windows, image by image, and the padded (height, width) that `from_windows` needs.
    """
    batch, height, width, channels = tokens.shape
    pad_height, pad_width = -height % window, -width % window
    if pad_height or pad_width:
        tokens = F.pad(tokens, (0, 0, 0, pad_width, 0, pad_height))
    padded = (height + pad_height, width + pad_width)
    cut = tokens.view(batch, padded[0] // window, window, padded[1] // window, window, channels)
    return cut.transpose(2, 3).reshape(-1, window, window, channels), padded


def from_windows(
    windows: Float[Tensor, "windows window window C"],
    padded: tuple[int, int],
    grid: tuple[int, int],
) -> Float[Tensor, "B h w C"]:
    """Undo `to_windows`, dropping the padding."""
    window, channels = windows.shape[1], windows.shape[-1]
    rows, columns = padded[0] // window, padded[1] // window
    tokens = windows.view(-1, rows, columns, window, window, channels).transpose(2, 3)
    return tokens.reshape(-1, *padded, channels)[:, : grid[0], : grid[1]]
