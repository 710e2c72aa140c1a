"""Multi-head self-attention of the image encoder, with optional decomposed relative positions.

Global attention over a 64 x 64 grid has 16.8 million scores per head. On a CPU they are made a few
query rows at a time (`_attend_by_rows`), so that scores and bias never leave the cache; elsewhere
PyTorch's fused attention does the work.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import Linear, is_cpu_inference, linear
from anymask.nn.rel_pos import axis_biases, full_bias, pairwise
from anymask.nn.window import cut, from_windows, regions, to_windows

Attention = Callable[[Tensor, Tensor, Tensor, tuple[Tensor, Tensor] | None], Tensor]

SCORES_IN_CACHE = 1 << 20
"""Attention scores kept at a time per head (4 MiB in fp32)."""


class SelfAttention(nn.Module):
    """Attention among the tokens of a grid.

    Args:
        width: channels of the tokens.
        heads: number of heads; divides `width`.
        rel_pos_side: side of the grid that the relative tables are made for; None for no tables.
    """

    def __init__(self, width: int, heads: int, rel_pos_side: int | None = None) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = Linear(width, 3 * width)
        self.proj = Linear(width, width)
        self.rel_pos_h: nn.Parameter | None = None
        self.rel_pos_w: nn.Parameter | None = None
        if rel_pos_side is not None:
            shape = (2 * rel_pos_side - 1, width // heads)
            self.rel_pos_h = nn.Parameter(torch.zeros(shape))
            self.rel_pos_w = nn.Parameter(torch.zeros(shape))

    def forward(
        self, tokens: Float[Tensor, "B h w C"], window: int = 0
    ) -> Float[Tensor, "B h w C"]:
        """Attend among all tokens, or within windows of this side."""
        if not window:
            return self.proj(self._attend(*self.qkv(tokens).chunk(3, dim=-1)))
        if not is_cpu_inference(tokens, self.proj.weight):
            return self._attend_in_windows(tokens, window)
        # A row of windows at a time stays in the cache.
        images = [
            torch.cat([self._attend_in_windows(row, window) for row in image.split(window, 1)], 1)
            for image in tokens.split(1)
        ]
        return torch.cat(images)

    def _attend_in_windows(self, tokens: Tensor, window: int) -> Float[Tensor, "B h w C"]:
        rows = [
            torch.cat([self._attend_in_region(region, window) for region in row], dim=2)
            for row in regions(self.qkv(tokens), window)
        ]
        return self.proj(torch.cat(rows, dim=1))

    def _attend_in_region(self, qkv: Tensor, window: int) -> Float[Tensor, "B h w C"]:
        """Attend within windows of one size; narrow ones look at padding, but padding at nothing.

        The official model pads with zeros before the projection: that is its bias after it.
        """
        width = self.proj.in_features
        queries, others = qkv.split([width, 2 * width], dim=-1)
        size = (min(window, qkv.shape[1]), min(window, qkv.shape[2]))
        padded, _ = to_windows(others, window, self.qkv.bias[width:])
        attended = self._attend(cut(queries, size), *padded.chunk(2, dim=-1))
        grid = (qkv.shape[1], qkv.shape[2])
        return from_windows(attended, grid, grid)

    def _attend(
        self,
        queries: Float[Tensor, "B a b C"],
        keys: Float[Tensor, "B h w C"],
        values: Float[Tensor, "B h w C"],
    ) -> Float[Tensor, "B a b C"]:
        """Attend from a grid, or its top left part, to the whole grid."""
        batch, height, width, _ = queries.shape
        q, k, v = (
            part.unflatten(-1, (self.heads, -1)).permute(0, 3, 1, 2, 4).flatten(2, 3)
            for part in (queries, keys, values)
        )  # (B, heads, h*w, d)
        bias = None
        if self.rel_pos_h is not None and self.rel_pos_w is not None:
            rows = pairwise(self.rel_pos_h)[:height]
            columns = pairwise(self.rel_pos_w)[:width]
            bias = axis_biases(q.unflatten(2, (height, width)), rows, columns)
        out = _attention_for(q, k, v)(q, k, v, bias)  # (B, heads, h*w, d)
        return out.transpose(1, 2).reshape(batch, height, width, -1)


def _attention_for(q: Tensor, k: Tensor, v: Tensor) -> Attention:
    """Choose the fastest way for these operands: all give the same result up to rounding."""
    large = q.shape[2] ** 2 > SCORES_IN_CACHE
    if large and is_cpu_inference(q, k, v):
        return _attend_by_rows
    half_on_cpu = q.device.type == "cpu" and q.dtype == torch.bfloat16
    if half_on_cpu and q.requires_grad and not large:
        return _attend_plainly
    return _attend


def _attend_plainly(q: Tensor, k: Tensor, v: Tensor, bias: tuple[Tensor, Tensor] | None) -> Tensor:
    """Attend in three steps: on a CPU the fused kernel's bf16 gradients are far slower."""
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)  # (B, heads, h*w, h*w)
    if bias is not None:
        scores = scores + full_bias(*bias)
    return torch.softmax(scores, dim=-1).to(v.dtype) @ v


def _attend(q: Tensor, k: Tensor, v: Tensor, bias: tuple[Tensor, Tensor] | None) -> Tensor:
    mask = None if bias is None else full_bias(*bias)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


def _attend_by_rows(q: Tensor, k: Tensor, v: Tensor, bias: tuple[Tensor, Tensor] | None) -> Tensor:
    """Attend head by head and a few queries at a time, in matrix products at full speed."""
    out = torch.empty_like(q)
    step = max(1, SCORES_IN_CACHE // k.shape[2])
    for image in range(q.shape[0]):
        for head in range(q.shape[1]):
            keys = k[image, head].contiguous()
            values = v[image, head].t().contiguous()
            queries = q[image, head] * q.shape[-1] ** -0.5
            axes = None if bias is None else [b[image, head].flatten(0, 1) for b in bias]
            for start in range(0, len(queries), step):
                rows = slice(start, start + step)
                scores = linear(queries[rows], keys)
                if axes is not None:
                    grid = scores.view(len(scores), axes[0].shape[-1], axes[1].shape[-1])
                    grid += axes[0][rows, :, None]
                    grid += axes[1][rows, None, :]
                out[image, head, rows] = linear(torch.softmax(scores, dim=-1), values)
    return out
