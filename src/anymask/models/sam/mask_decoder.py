"""From prompt tokens and an image to masks and their qualities (SAM, section 3 and Appendix A).

Upscaling runs on tokens: a stride-2 transposed convolution of side 2 is a matrix product that turns
a cell into its four children, so the children stay beside each other in the channel-last layout and
are only put in their places once the few masks have been drawn.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.init import start_matched
from anymask.nn.linear import Activation, linear
from anymask.nn.mlp import MlpHead
from anymask.nn.two_way import TwoWayTransformer

MASK_TOKENS = 4
"""One mask for unambiguous prompts, then three for ambiguous ones."""


class DecoderImage(NamedTuple):
    """An image as the decoder takes it: everything that does not depend on the prompt."""

    tokens: Float[Tensor, "B S C"]
    positions: Float[Tensor, "1 S C"]
    skips: tuple[Float[Tensor, "B S _ _"], ...]


class MaskUpscaling(nn.Module):
    """Two doublings of the image tokens, with optional finer features added at each."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.ConvTranspose2d(width, width // 4, 2, stride=2)
        self.norm = nn.LayerNorm(width // 4, eps=1e-6)
        self.conv2 = nn.ConvTranspose2d(width // 4, width // 8, 2, stride=2)

    def forward(
        self, image: Float[Tensor, "B S C"], skips: tuple[Tensor, ...]
    ) -> Float[Tensor, "B S 16 c"]:
        """Return the 4x4 descendants of each cell: child (row, column), then grandchild."""
        children = _double(image, self.conv1)  # (B, S, 4, C/4)
        if skips:
            children = children + skips[0]
        children = F.gelu(self.norm(children))
        if not skips:
            return _double(children, self.conv2, "gelu").flatten(2, 3)  # (B, S, 16, C/8)
        return F.gelu(_double(children, self.conv2).flatten(2, 3) + skips[1])


def _double(x: Tensor, conv: nn.ConvTranspose2d, activation: Activation = "none") -> Tensor:
    """Apply a side-2 stride-2 transposed convolution to tokens: (..., I) -> (..., 4, O)."""
    weight = conv.weight.permute(2, 3, 1, 0).reshape(-1, conv.weight.shape[0])  # (2*2*O, I)
    assert conv.bias is not None
    out = linear(x, weight, conv.bias.repeat(4), activation)
    return out.unflatten(-1, (4, -1))


def skip_to_tokens(skip: Float[Tensor, "B c H W"], levels: int) -> Float[Tensor, "B S n c"]:
    """Arrange a finer map like the upscaled tokens: descendants of a cell side by side."""
    x = skip.permute(0, 2, 3, 1)  # (B, H, W, c)
    batch, height, width, channels = x.shape
    side = 2**levels
    rows = [height // side, *[2] * levels]
    columns = [width // side, *[2] * levels]
    x = x.reshape(batch, *rows, *columns, channels)
    # (B, h, r1, .., w, c1, .., C) -> (B, h, w, r1, c1, r2, c2, .., C)
    order = [0, 1, 2 + levels]
    for level in range(levels):
        order += [2 + level, 3 + levels + level]
    return x.permute(*order, 3 + 2 * levels).reshape(batch, -1, 4**levels, channels)


class MaskDecoder(nn.Module):
    """Decode prompts into four masks and four predicted IoUs each."""

    def __init__(self, *, width: int, heads: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.iou_token = nn.Parameter(torch.randn(1, width))
        self.mask_tokens = nn.Parameter(torch.randn(MASK_TOKENS, width))
        self.transformer = TwoWayTransformer(width, heads, hidden, depth)
        self.upscaling = MaskUpscaling(width)
        self.hypernetworks = nn.ModuleList(
            MlpHead(width, width, width // 8, depth=3) for _ in range(MASK_TOKENS)
        )
        self.iou_head = MlpHead(width, width, MASK_TOKENS, depth=3)
        start_matched(self)

    def prepare(
        self,
        features: Float[Tensor, "B C h w"],
        dense: Float[Tensor, "K C h w"],
        positions: Float[Tensor, "1 S C"],
        skips: tuple[Float[Tensor, "B S _ _"], ...] = (),
    ) -> DecoderImage:
        """Make what depends on the image, and on a mask prompt, but on no other prompt."""
        tokens = (features + dense).flatten(2).transpose(1, 2).contiguous()  # (B, S, C)
        return DecoderImage(tokens, positions, skips)

    def forward(
        self, image: DecoderImage, prompts: Float[Tensor, "B T C"], heads: slice
    ) -> tuple[Float[Tensor, "B M h w"], Float[Tensor, "B M"]]:
        """Decode B prompts on one image, or on B images, into the masks that `heads` names."""
        tokens, cells = self.transformer(self.tokens(prompts), image.tokens, image.positions)
        filters, scores = self.read(tokens, heads)
        return self.paint(cells, image.skips, filters), scores

    def tokens(self, prompts: Float[Tensor, "B T C"]) -> Float[Tensor, "B n C"]:
        """Put the decoder's own tokens before those of the prompts."""
        own = torch.cat([self.iou_token, self.mask_tokens])
        return torch.cat([own.expand(prompts.shape[0], -1, -1), prompts], dim=1)

    def read(
        self, tokens: Float[Tensor, "B n C"], heads: slice
    ) -> tuple[Float[Tensor, "B M c"], Float[Tensor, "B M"]]:
        """Read off transformed tokens what tells each mask from the rest, and how good it is."""
        iou_token, mask_tokens = tokens[:, 0], tokens[:, 1 : 1 + MASK_TOKENS]
        filters = torch.stack(
            [self.hypernetworks[i](mask_tokens[:, i]) for i in range(MASK_TOKENS)[heads]], dim=1
        )  # (B, M, c)
        return filters, self.iou_head(iou_token)[:, heads]

    def paint(
        self,
        cells: Float[Tensor, "B S C"],
        skips: tuple[Float[Tensor, "K S _ _"], ...],
        filters: Float[Tensor, "B M c"],
    ) -> Float[Tensor, "B M h w"]:
        """Draw the masks of `filters` from transformed image tokens; K is B, or 1 for all."""
        upscaled = self.upscaling(cells, skips)  # (B, S, 16, c)
        logits = upscaled.flatten(1, 2) @ filters.transpose(1, 2)  # (B, S*16, M)
        return _to_map(logits, cells.shape[1])


def _to_map(logits: Float[Tensor, "B n M"], cells: int) -> Float[Tensor, "B M h w"]:
    """Put descendants in their places: (cell, child, grandchild) -> (row, column)."""
    side = round(cells**0.5)
    batch, _, masks = logits.shape
    grid = logits.view(batch, side, side, 2, 2, 2, 2, masks)  # (B, h, w, r1, c1, r2, c2, M)
    return grid.permute(0, 7, 1, 3, 5, 2, 4, 6).reshape(batch, masks, 4 * side, 4 * side)
