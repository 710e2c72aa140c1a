"""THE vision transformer: pixels to a grid of tokens (ViT; ViTDet windows and relative positions).

It stops at tokens: whoever needs a neck, a pooled vector, a projection or a pixel decoder owns it.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from anymask.nn.block import Block
from anymask.nn.patch import PatchEmbed


class VisionTransformer(nn.Module):
    """A plain ViT over the patches of an image.

    Args:
        grid_side: side, in patches, of the square that positions are learned for.
        patch_size: side of a patch in pixels.
        width: channels of the tokens.
        depth: number of blocks.
        heads: attention heads per block.
        window: side of attention windows in tokens; 0 makes every block global.
        global_blocks: indices of the blocks that attend globally all the same.
        rel_pos: whether attention uses decomposed relative positions.

    Attributes:
        checkpointing: while training, forget what happened inside a block and compute it again for
            its gradient: memory of one block instead of all, for a third more time.
    """

    def __init__(
        self,
        *,
        grid_side: int,
        patch_size: int,
        width: int,
        depth: int,
        heads: int,
        window: int = 0,
        global_blocks: Sequence[int] = (),
        rel_pos: bool = False,
    ) -> None:
        super().__init__()
        self.patch_size = patch_size
        self.checkpointing = False
        self.patch_embed = PatchEmbed(patch_size, width)
        self.pos_embed = nn.Parameter(torch.zeros(1, grid_side, grid_side, width))
        nn.init.trunc_normal_(self.pos_embed, std=0.02)
        windows = [0 if index in global_blocks else window for index in range(depth)]
        self.blocks = nn.ModuleList(
            Block(
                width,
                heads,
                window=side,
                rel_pos_side=(side or grid_side) if rel_pos else None,
            )
            for side in windows
        )

    def embed(self, pixels: Float[Tensor, "B 3 H W"]) -> Float[Tensor, "B h w C"]:
        """Turn pixels into tokens that know where they are."""
        return self.patch_embed(pixels) + self.pos_embed

    def encode(self, tokens: Float[Tensor, "B h w C"]) -> Float[Tensor, "B h w C"]:
        """Take tokens through all blocks."""
        checkpointed = self.checkpointing and self.training and torch.is_grad_enabled()
        for block in self.blocks:
            if checkpointed:
                tokens = checkpoint(block, tokens, use_reentrant=False)
            else:
                tokens = block(tokens)
        return tokens

    def forward(self, pixels: Float[Tensor, "B 3 H W"]) -> Float[Tensor, "B h w C"]:
        return self.encode(self.embed(pixels))
