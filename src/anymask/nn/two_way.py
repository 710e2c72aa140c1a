"""The two-way transformer: prompt tokens and image tokens that update each other (SAM, Appendix A).

Positions are added to queries and keys at every attention.
"""

from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.cross_attention import CrossAttention
from anymask.nn.mlp import Mlp


class TwoWayBlock(nn.Module):
    """Self-attention of tokens, tokens to image, feed-forward, image to tokens; post-norm.

    Args:
        width: channels of both sides.
        heads: attention heads.
        hidden: hidden width of the feed-forward layer.
        first: the first block has nothing to add its self-attention to: no residual there.
    """

    def __init__(self, width: int, heads: int, hidden: int, *, first: bool) -> None:
        super().__init__()
        self.first = first
        self.self_attn = CrossAttention(width, heads, width)
        self.norm1 = nn.LayerNorm(width)
        self.token_to_image = CrossAttention(width, heads, width // 2)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = Mlp(width, hidden, activation="relu")
        self.norm3 = nn.LayerNorm(width)
        self.image_to_token = CrossAttention(width, heads, width // 2)
        self.norm4 = nn.LayerNorm(width)

    def forward(
        self,
        tokens: Float[Tensor, "B T C"],
        image: Float[Tensor, "K S C"],
        token_pe: Float[Tensor, "B T C"],
        image_pe: Float[Tensor, "1 S C"],
    ) -> tuple[Float[Tensor, "B T C"], Float[Tensor, "B S C"]]:
        """Update tokens and image; K is B, or 1 for an image that all prompts share."""
        queries = tokens if self.first else tokens + token_pe
        attended = self.self_attn(queries, queries, tokens)
        tokens = self.norm1(attended if self.first else tokens + attended)

        placed = image + image_pe
        tokens = self.norm2(tokens + self.token_to_image.look(tokens + token_pe, placed, image))
        tokens = self.norm3(tokens + self.mlp(tokens))
        painted = self.image_to_token.spread(placed, tokens + token_pe, tokens)
        return tokens, self.norm4(image + painted)


class TwoWayTransformer(nn.Module):
    """`depth` two-way blocks and a final attention from tokens to image."""

    def __init__(self, width: int, heads: int, hidden: int, depth: int = 2) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            TwoWayBlock(width, heads, hidden, first=index == 0) for index in range(depth)
        )
        self.final_attn = CrossAttention(width, heads, width // 2)
        self.norm_final = nn.LayerNorm(width)

    def forward(
        self,
        token_pe: Float[Tensor, "B T C"],
        image: Float[Tensor, "K S C"],
        image_pe: Float[Tensor, "1 S C"],
    ) -> tuple[Float[Tensor, "B T C"], Float[Tensor, "B S C"]]:
        """Let prompts and image update each other.

        Args:
            token_pe: the prompt tokens; they start as, and are placed by, themselves.
            image: image tokens of K images, K = B or 1.
            image_pe: positions of the image tokens.

        Returns:
            The updated tokens and the updated image tokens.
        """
        tokens = token_pe
        for layer in self.layers:
            tokens, image = layer(tokens, image, token_pe, image_pe)
        return self.conclude(tokens, image, token_pe, image_pe), image

    def conclude(
        self,
        tokens: Float[Tensor, "B T C"],
        image: Float[Tensor, "B S C"],
        token_pe: Float[Tensor, "B T C"],
        image_pe: Float[Tensor, "1 S C"],
    ) -> Float[Tensor, "B T C"]:
        """Let the tokens look at the image a last time, after all blocks."""
        final = self.final_attn.look(tokens + token_pe, image + image_pe, image)
        return self.norm_final(tokens + final)
