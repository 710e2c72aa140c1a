"""The first block on prepared projections is the first block."""

import torch

from anymask.export.first_block import FirstBlock, ImageProjections, first_block
from anymask.models.sam.model import Sam


def test_prepared_projections_change_nothing(official: Sam) -> None:
    block, width = first_block(official), official.config.embed_dim
    positions = official.prompt_encoder.image_positions()
    image, tokens = torch.randn(1, positions.shape[1], width), torch.randn(3, 7, width)
    expected = block(tokens, image, tokens, positions)
    found = FirstBlock(block)(tokens, image, *ImageProjections(block)(image, positions))
    for ours, theirs in zip(found, expected, strict=True):
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_projections_are_split_by_heads(official: Sam) -> None:
    block, positions = first_block(official), official.prompt_encoder.image_positions()
    keys, values, queries = ImageProjections(block)(positions, positions)
    cells, heads = positions.shape[1], official.config.decoder_heads
    depth = official.config.embed_dim // 2 // heads
    assert keys.shape == (1, heads, depth, cells)
    assert values.shape == queries.shape == (1, heads, cells, depth)
