"""What is prepared for all prompts on an image."""

import torch

from anymask.export.prepare import PREPARED, PrepareGraph, cells_names, skip_names
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam


def test_the_image_and_the_skips_are_those_of_the_model(pyramid: Sam, embedding: Embedding) -> None:
    image, *rest = PrepareGraph(pyramid)(embedding.features, embedding.skips)
    ours = pyramid.prepare(embedding).image
    assert torch.equal(image, ours.tokens)
    for found, expected in zip(rest[len(PREPARED) - 1 :], ours.skips, strict=True):
        assert torch.equal(found, expected)


def test_a_model_without_skips_has_no_more_than_the_names_say(
    official: Sam, official_embedding: Embedding
) -> None:
    assert len(PrepareGraph(official)(official_embedding.features, ())) == len(PREPARED)


def test_names_of_skips_are_those_of_embedding_files() -> None:
    assert skip_names(2) == ("skip_0", "skip_1")
    assert not set(cells_names(2)) & set(skip_names(2))
