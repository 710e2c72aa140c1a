"""Attention from one set of tokens to another, in a narrower inner width (SAM's mask decoder).

The projections can be called one by one, so that those of a fixed set of tokens (the image) are
made once and reused for every prompt.
"""

import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import Linear


class CrossAttention(nn.Module):
    """Multi-head attention with separate projections of queries, keys and values.

    Args:
        width: channels of the tokens going in and coming out.
        heads: number of heads.
        inner_width: channels of queries, keys and values together.
    """

    def __init__(self, width: int, heads: int, inner_width: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = Linear(width, inner_width)
        self.k_proj = Linear(width, inner_width)
        self.v_proj = Linear(width, inner_width)
        self.out_proj = Linear(inner_width, width)

    def queries(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B heads T d"]:
        """Project tokens that look."""
        return self._split(self.q_proj(x))

    def keys(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B heads T d"]:
        """Project tokens that are looked at."""
        return self._split(self.k_proj(x))

    def values(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B heads T d"]:
        """Project what is seen there."""
        return self._split(self.v_proj(x))

    def attend(
        self,
        q: Float[Tensor, "B heads T d"],
        k: Float[Tensor, "K heads S d"],
        v: Float[Tensor, "K heads S d"],
    ) -> Float[Tensor, "N T C"]:
        """Attend with projected tokens; either side may be one that all of the other share."""
        batch = max(len(q), len(k))
        if len(k) == 1 and batch > 1:
            shared = q.transpose(0, 1).flatten(1, 2)[None]  # (1, heads, B*T, d)
            out = F.scaled_dot_product_attention(shared, k, v)
            out = out[0].unflatten(1, (batch, -1)).transpose(0, 1)  # (B, heads, T, d)
        else:
            out = F.scaled_dot_product_attention(q.expand(batch, -1, -1, -1), k, v)
        return self.out_proj(out.transpose(1, 2).flatten(2))

    def forward(
        self, q: Float[Tensor, "B T C"], k: Float[Tensor, "K S C"], v: Float[Tensor, "K S C"]
    ) -> Float[Tensor, "N T C"]:
        return self.attend(self.queries(q), self.keys(k), self.values(v))

    def _split(self, x: Float[Tensor, "B T I"]) -> Float[Tensor, "B heads T d"]:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)
