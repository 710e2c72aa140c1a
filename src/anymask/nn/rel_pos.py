"""Decomposed relative positions (MViTv2, section 4.1; ViTDet): one table per image axis.

The bias between a query and a key is the query's product with an entry of the row table plus its
product with an entry of the column table, chosen by how far the two lie apart.
"""

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor


def resample_table(table: Float[Tensor, "L d"], side: int) -> Float[Tensor, "K d"]:
    """Stretch a relative table linearly to an axis of length `side`; unchanged where it fits."""
    length = 2 * side - 1
    if table.shape[0] == length:
        return table
    stretched = F.interpolate(table.t()[None].float(), size=length, mode="linear")
    return stretched[0].t().to(table.dtype)


def pairwise(table: Float[Tensor, "L d"]) -> Float[Tensor, "side side d"]:
    """Spread a relative table of 2 side - 1 entries into one entry per (query, key) pair."""
    side = (table.shape[0] + 1) // 2
    index = torch.arange(side, device=table.device)
    return table[index[:, None] - index[None, :] + (side - 1)]


def axis_biases(
    queries: Float[Tensor, "*B h w d"],
    rows: Float[Tensor, "h a d"],
    columns: Float[Tensor, "w b d"],
) -> tuple[Float[Tensor, "*B h w a"], Float[Tensor, "*B h w b"]]:
    """Compute each query's bias towards every one of a key rows and of b key columns."""
    row_bias = queries @ rows.transpose(-1, -2)  # (..., h, w, key row)
    column_bias = (queries.transpose(-2, -3) @ columns.transpose(-1, -2)).transpose(-2, -3)
    return row_bias, column_bias


def full_bias(
    row_bias: Float[Tensor, "*B h w a"], column_bias: Float[Tensor, "*B h w b"]
) -> Float[Tensor, "*B q k"]:
    """Add the two axis biases into the bias of every query towards every key."""
    both = row_bias[..., :, None] + column_bias[..., None, :]  # (..., h, w, key row, key column)
    return both.flatten(-4, -3).flatten(-2, -1)
