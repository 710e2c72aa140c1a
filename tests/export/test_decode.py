"""Decoding on a prepared image equals decoding by the model, before anything is exported."""

import pytest
import torch

from anymask.export.decode import DecodeGraph
from anymask.export.prepare import PREPARED, PrepareGraph
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam

COORDS = torch.tensor([[[10.0, 20.0], [0.0, 0.0]], [[40.0, 3.0], [50.0, 60.0]]])
LABELS = torch.tensor([[1, -1], [2, 3]])


def decoded(
    sam: Sam, embedding: Embedding, heads: list[int], mask: torch.Tensor | None
) -> tuple[torch.Tensor, torch.Tensor]:
    """What the graph's module says to two prompts."""
    parts = PrepareGraph(sam)(embedding.features, embedding.skips)
    side = sam.mask_size
    given = torch.zeros(2, 1, side, side) if mask is None else mask
    return DecodeGraph(sam)(
        COORDS,
        LABELS.int(),
        torch.tensor(heads, dtype=torch.int32),
        given,
        torch.tensor(mask is not None),
        *parts[: len(PREPARED)],
        parts[len(PREPARED) :],
    )


@pytest.mark.parametrize("masked", [False, True])
def test_it_says_what_the_model_says(pyramid: Sam, embedding: Embedding, masked: bool) -> None:
    mask = torch.randn(2, 1, pyramid.mask_size, pyramid.mask_size) if masked else None
    logits, scores = decoded(pyramid, embedding, [1, 2, 3], mask)
    expected = pyramid.decode(pyramid.prepare(embedding), COORDS, LABELS, mask, slice(1, 4))
    assert torch.allclose(logits, expected.logits, atol=1e-4)
    assert torch.allclose(scores, expected.scores, atol=1e-5)


def test_heads_are_chosen_in_any_order(pyramid: Sam, embedding: Embedding) -> None:
    every, scores = decoded(pyramid, embedding, [0, 1, 2, 3], None)
    some, their_scores = decoded(pyramid, embedding, [3, 0], None)
    assert torch.allclose(some, every[:, [3, 0]], atol=1e-5)
    assert torch.equal(their_scores, scores[:, [3, 0]])
