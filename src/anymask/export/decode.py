"""The second of a browser's two graphs: a prompt on a prepared image to masks and their scores.

A prompt without an earlier mask meets projections of the image that `prepare` has made. With one,
the image tokens change and the first block runs in full: two branches of one graph, which share
its weights.
"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from anymask.export.first_block import FirstBlock, first_block
from anymask.models.sam.model import Sam

PROMPT = ("coords", "labels", "heads", "mask", "has_mask")
"""Names of the inputs; those of a prepared image follow."""

DECODED = ("logits", "scores")
"""Names of the outputs."""


class DecodeGraph(nn.Module):
    """Prompts on a prepared image to masks."""

    def __init__(self, sam: Sam) -> None:
        super().__init__()
        self.sam = sam
        self.first = FirstBlock(first_block(sam))

    def forward(
        self,
        coords: Float[Tensor, "B T 2"],
        labels: Int[Tensor, "B T"],
        heads: Int[Tensor, "M"],
        mask: Float[Tensor, "B 1 m m"],
        has_mask: Bool[Tensor, ""],
        image: Float[Tensor, "1 S C"],
        keys: Float[Tensor, "1 heads d S"],
        values: Float[Tensor, "1 heads S d"],
        queries: Float[Tensor, "1 heads S d"],
        cells: tuple[Float[Tensor, "1 S _ c"], ...] = (),
    ) -> tuple[Float[Tensor, "B M m m"], Float[Tensor, "B M"]]:
        """Answer B prompts about one image.

        Args:
            coords: (x, y) in pixels of the padded square.
            labels: 0 background, 1 foreground, 2 and 3 box corners, -1 padding.
            heads: which of the four masks to compute: 0 is the single one, 1 to 3 the ambiguous
                three.
            mask: low-resolution logits of earlier answers, looked at if `has_mask` says so.
            has_mask: whether there are earlier answers.
            image, keys, values, queries, cells: from `PrepareGraph`.

        Returns:
            Low-resolution logits and predicted IoUs.
        """
        decoder = self.sam.mask_decoder
        prompts = self.sam.prompt_encoder.sparse(coords, labels.long())
        tokens = decoder.tokens(prompts)
        given = (tokens, mask, image, keys, values, queries)
        state, seen = torch.cond(has_mask, self._refine, self._start, given)
        positions = self.sam.prompt_encoder.image_positions()
        for layer in decoder.transformer.layers[1:]:
            state, seen = layer(state, seen, tokens, positions)
        state = decoder.transformer.conclude(state, seen, tokens, positions)
        filters, scores = decoder.read(state, slice(None))
        chosen = heads.long()
        logits = decoder.paint(seen, cells, filters.index_select(1, chosen))
        return logits, scores.index_select(1, chosen)

    def _start(
        self, tokens: Tensor, mask: Tensor, image: Tensor, *projections: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Run the first block on the image as it was prepared."""
        state, seen = self.first(tokens, image, *projections)
        return state, seen

    def _refine(
        self, tokens: Tensor, mask: Tensor, image: Tensor, *projections: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Run the first block on the image with earlier masks drawn into it."""
        encoder = self.sam.prompt_encoder
        drawn = encoder.dense(mask) - encoder.no_mask_embed[None, :, None, None]  # (B, C, h, w)
        image = image + drawn.flatten(2).transpose(1, 2)
        state, seen = self.first.block(tokens, image, tokens, encoder.image_positions())
        return state, seen
