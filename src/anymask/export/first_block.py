"""The first two-way block on an image whose projections are at hand.

`FirstBlock` computes what `nn.two_way.TwoWayBlock` does, with the parameters of one, in about an
eighth of the arithmetic: nothing of the image is projected any more.
"""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.models.sam.model import Sam
from anymask.nn.cross_attention import CrossAttention
from anymask.nn.two_way import TwoWayBlock


def first_block(sam: Sam) -> TwoWayBlock:
    """Find the block that this module is about."""
    block = sam.mask_decoder.transformer.layers[0]
    assert isinstance(block, TwoWayBlock)
    return block


class ImageProjections(nn.Module):
    """What the first block makes of an image alone."""

    def __init__(self, block: TwoWayBlock) -> None:
        super().__init__()
        self.block = block

    def forward(
        self, image: Float[Tensor, "1 S C"], positions: Float[Tensor, "1 S C"]
    ) -> tuple[
        Float[Tensor, "1 heads d S"], Float[Tensor, "1 heads S d"], Float[Tensor, "1 heads S d"]
    ]:
        """Project an image.

        Returns:
            Keys and values for the prompt's tokens, and queries to them; scores need no scaling.
        """
        look, spread = self.block.token_to_image, self.block.image_to_token
        placed = image + positions
        keys = _by_head(look.k_proj(placed), look) * _scale(look)
        values = _by_head(look.v_proj(image), look)
        queries = _by_head(spread.q_proj(placed), spread) * _scale(spread)
        return keys.transpose(2, 3), values, queries


class FirstBlock(nn.Module):
    """The first block, given the projections of the image."""

    def __init__(self, block: TwoWayBlock) -> None:
        super().__init__()
        self.block = block

    def forward(
        self,
        tokens: Float[Tensor, "B T C"],
        image: Float[Tensor, "1 S C"],
        keys: Float[Tensor, "1 heads d S"],
        values: Float[Tensor, "1 heads S d"],
        queries: Float[Tensor, "1 heads S d"],
    ) -> tuple[Float[Tensor, "B T C"], Float[Tensor, "B S C"]]:
        """Update tokens, which are their own positions, and image tokens."""
        block, look = self.block, self.block.token_to_image
        state = block.norm1(block.self_attn(tokens, tokens, tokens))
        asked = _by_head(look.q_proj(state + tokens), look)  # (B, heads, T, d)
        seen = torch.softmax(asked @ keys, dim=-1) @ values
        state = block.norm2(state + look.out_proj(seen.transpose(1, 2).flatten(2)))
        state = block.norm3(state + block.mlp(state))
        return state, block.norm4(image + self._spread(state, tokens, queries))

    def _spread(self, state: Tensor, tokens: Tensor, queries: Tensor) -> Float[Tensor, "B S C"]:
        """Let the image look at the tokens; the few values are projected, not the many results."""
        spread = self.block.image_to_token
        keys = _by_head(spread.k_proj(state + tokens), spread)  # (B, heads, T, d)
        weights = torch.softmax(queries @ keys.transpose(2, 3), dim=-1)  # (B, heads, S, T)
        out = spread.out_proj.weight.t().unflatten(0, (spread.heads, -1))  # (heads, d, C)
        painted = _by_head(spread.v_proj(state), spread) @ out  # (B, heads, T, C)
        weights = weights.transpose(1, 2).flatten(2)  # (B, S, heads*T)
        return weights @ painted.flatten(1, 2) + spread.out_proj.bias


def _by_head(x: Float[Tensor, "B T inner"], of: CrossAttention) -> Float[Tensor, "B heads T d"]:
    """Split channels among the heads of an attention."""
    return x.unflatten(-1, (of.heads, -1)).transpose(1, 2)


def _scale(attention: CrossAttention) -> float:
    """The factor of an attention's scores: one over the root of a head's channels."""
    return float((attention.q_proj.out_features // attention.heads) ** -0.5)
