"""The two-way transformer: prompt tokens and image tokens that update each other (SAM, Appendix A).

Positions are added to queries and keys at every attention. The image enters the first block before
any prompt has touched it, so its three projections there can be made once per image
(`project_image`) and handed to `forward` for every prompt.
"""

from typing import NamedTuple

from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.cross_attention import CrossAttention
from anymask.nn.mlp import Mlp


class ImageProjections(NamedTuple):
    """What a block's cross-attentions need of an untouched image."""

    keys: Float[Tensor, "B heads S d"]
    values: Float[Tensor, "B heads S d"]
    queries: Float[Tensor, "B heads S d"]


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

    def project_image(
        self, image: Float[Tensor, "B S C"], image_pe: Float[Tensor, "1 S C"]
    ) -> ImageProjections:
        """Project image tokens for `forward`."""
        placed = image + image_pe
        return ImageProjections(
            self.token_to_image.keys(placed),
            self.token_to_image.values(image),
            self.image_to_token.queries(placed),
        )

    def forward(
        self,
        tokens: Float[Tensor, "B T C"],
        image: Float[Tensor, "K S C"],
        token_pe: Float[Tensor, "B T C"],
        projected: ImageProjections,
    ) -> tuple[Float[Tensor, "B T C"], Float[Tensor, "B S C"]]:
        """Update tokens and image; K is B, or 1 for an image that all prompts share."""
        placed = tokens if self.first else tokens + token_pe
        attended = self.self_attn(placed, placed, tokens)
        tokens = self.norm1(attended if self.first else tokens + attended)

        queries = self.token_to_image.queries(tokens + token_pe)
        attended = self.token_to_image.attend(queries, projected.keys, projected.values)
        tokens = self.norm2(tokens + attended)
        tokens = self.norm3(tokens + self.mlp(tokens))

        keys, values = (
            self.image_to_token.keys(tokens + token_pe),
            self.image_to_token.values(tokens),
        )
        image = self.norm4(image + self.image_to_token.attend(projected.queries, keys, values))
        return tokens, image


class TwoWayTransformer(nn.Module):
    """`depth` two-way blocks and a final attention from tokens to image."""

    def __init__(self, width: int, heads: int, hidden: int, depth: int = 2) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            TwoWayBlock(width, heads, hidden, first=index == 0) for index in range(depth)
        )
        self.final_attn = CrossAttention(width, heads, width // 2)
        self.norm_final = nn.LayerNorm(width)

    def project_image(
        self, image: Float[Tensor, "B S C"], image_pe: Float[Tensor, "1 S C"]
    ) -> ImageProjections:
        """Project an untouched image for the first block."""
        first = self.layers[0]
        assert isinstance(first, TwoWayBlock)
        return first.project_image(image, image_pe)

    def forward(
        self,
        token_pe: Float[Tensor, "B T C"],
        image: Float[Tensor, "K S C"],
        image_pe: Float[Tensor, "1 S C"],
        projected: ImageProjections,
    ) -> tuple[Float[Tensor, "B T C"], Float[Tensor, "B S C"]]:
        """Let prompts and image update each other.

        Args:
            token_pe: the prompt tokens; they start as, and are placed by, themselves.
            image: image tokens of K images, K = B or 1.
            image_pe: positions of the image tokens.
            projected: `project_image(image, image_pe)`.

        Returns:
            The updated tokens and the updated image tokens.
        """
        tokens = token_pe
        for index, layer in enumerate(self.layers):
            assert isinstance(layer, TwoWayBlock)
            if index > 0:
                projected = layer.project_image(image, image_pe)
            tokens, image = layer(tokens, image, token_pe, projected)
        final = self.final_attn(tokens + token_pe, image + image_pe, image)
        return self.norm_final(tokens + final), image
