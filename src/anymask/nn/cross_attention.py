"""Attention between a few prompt tokens and many image tokens (SAM, Appendix A, mask decoder).

A textbook attention projects all of the image's 4096 tokens, although the prompt has seven. Here
the projections that meet the image are folded into the few tokens instead: `q . (W x)` is
`(q W) . x`. The parameters and, up to rounding, the results are those of the textbook form
(`forward`), for about a third of the arithmetic.
"""

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import Linear, linear


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

    def forward(
        self, q: Float[Tensor, "B T C"], k: Float[Tensor, "B S C"], v: Float[Tensor, "B S C"]
    ) -> Float[Tensor, "B T C"]:
        """Attend in the textbook form: for tokens among themselves."""
        q, k, v = (
            self._split(self.q_proj(q)),
            self._split(self.k_proj(k)),
            self._split(self.v_proj(v)),
        )
        return self.out_proj(_merge(F.scaled_dot_product_attention(q, k, v)))

    def look(
        self,
        tokens: Float[Tensor, "B T C"],
        placed: Float[Tensor, "K S C"],
        image: Float[Tensor, "K S C"],
    ) -> Float[Tensor, "B T C"]:
        """Let few tokens look at an image.

        Args:
            tokens: what looks, with positions.
            placed: image tokens with positions: what is compared. K is B, or 1 for an image that
                all share.
            image: image tokens without: what is seen.
        """
        queries = self._split(self.q_proj(tokens)) * self._scale  # (B, heads, T, d)
        # The bias of the keys shifts all scores of a query alike: softmax does not see it.
        folded = queries @ self._by_head(self.k_proj.weight)  # (B, heads, T, C)
        scores = _products(folded.flatten(1, 2), placed)  # (B, heads*T, S)
        seen = torch.softmax(scores, dim=-1) @ image  # (B, heads*T, C)
        seen = seen.unflatten(1, (self.heads, -1))
        values = seen @ self._by_head(self.v_proj.weight).transpose(1, 2)  # (B, heads, T, d)
        values = values + self.v_proj.bias.view(self.heads, 1, -1)
        return self.out_proj(_merge(values))

    def spread(
        self,
        placed: Float[Tensor, "K S C"],
        keys: Float[Tensor, "B T C"],
        values: Float[Tensor, "B T C"],
    ) -> Float[Tensor, "B S C"]:
        """Let the many tokens of an image look at few.

        Args:
            placed: image tokens with positions; K is B, or 1 for an image that all share.
            keys: the few tokens with positions.
            values: the few tokens without.
        """
        k = self._split(self.k_proj(keys)) * self._scale  # (B, heads, T, d)
        folded = (k @ self._by_head(self.q_proj.weight)).transpose(1, 2).flatten(1, 2)
        offset = (k @ self.q_proj.bias.view(self.heads, -1, 1)).transpose(1, 2).flatten(1)
        scores = _products(placed, folded, offset)  # (B, S, T*heads)
        # Heads lie innermost: the softmax over a handful of tokens then runs in vectors.
        weights = torch.softmax(scores.unflatten(-1, (-1, self.heads)), dim=2).flatten(2)
        out = self._by_head(self.out_proj.weight.t())  # (heads, d, C)
        painted = self._split(self.v_proj(values)) @ out  # (B, heads, T, C)
        painted = painted.transpose(1, 2).flatten(1, 2)  # (B, T*heads, C)
        bias = self.out_proj.bias.expand(painted.shape[0], -1)
        return _products(weights, painted.transpose(1, 2).contiguous(), bias)

    @property
    def _scale(self) -> float:
        return float((self.q_proj.out_features // self.heads) ** -0.5)

    def _by_head(self, weight: Float[Tensor, "inner C"]) -> Float[Tensor, "heads d C"]:
        return weight.unflatten(0, (self.heads, -1))

    def _split(self, x: Float[Tensor, "B T inner"]) -> Float[Tensor, "B heads T d"]:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


def _merge(x: Float[Tensor, "B heads T d"]) -> Float[Tensor, "B T inner"]:
    return x.transpose(1, 2).flatten(2)


def _products(a: Tensor, b: Tensor, bias: Tensor | None = None) -> Float[Tensor, "B n m"]:
    """Multiply matrices pair by pair, (n, C) by (m, C) transposed; one side may be shared."""
    if b.shape[0] == 1:
        return linear(a, b[0], None if bias is None else bias[0])
    product = a @ b.transpose(1, 2)
    return product if bias is None else product + bias[:, None]
