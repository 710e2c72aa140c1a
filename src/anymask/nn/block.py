"""The pre-norm transformer block of the image encoder, global or within windows (ViTDet)."""

from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.attention import SelfAttention
from anymask.nn.drop import DropPath
from anymask.nn.mlp import Mlp


class Block(nn.Module):
    """Attention and feed-forward, each after a layer norm and around a residual.

    Args:
        width: channels of the tokens.
        heads: attention heads.
        mlp_ratio: hidden width of the feed-forward layer over `width`.
        window: side of the attention windows in tokens; 0 for global attention.
        rel_pos_side: see `SelfAttention`.
        eps: of the layer norms.
    """

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        mlp_ratio: float = 4.0,
        window: int = 0,
        rel_pos_side: int | None = None,
        eps: float = 1e-6,
    ) -> None:
        super().__init__()
        self.window = window
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.attn = SelfAttention(width, heads, rel_pos_side)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.mlp = Mlp(width, int(width * mlp_ratio))
        self.drop_path = DropPath()

    def forward(self, tokens: Float[Tensor, "B h w C"]) -> Float[Tensor, "B h w C"]:
        normed = self.norm1(tokens)
        tokens = tokens + self.drop_path(self.attn(normed, self.window))
        return tokens + self.drop_path(self.mlp(self.norm2(tokens)))
