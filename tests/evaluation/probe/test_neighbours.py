"""Claims about nearest neighbours, against a plain search in numpy."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.probe import neighbours
from anymask.evaluation.probe.neighbours import Scope, candidates, find_neighbours

SCOPES: tuple[Scope, ...] = ("inside", "across")


def draw(seed: int, count: int = 30) -> tuple[torch.Tensor, torch.Tensor]:
    """Vectors of masks, and the images that they lie in."""
    generator = torch.Generator().manual_seed(seed)
    return (
        torch.randn(count, 5, generator=generator),
        torch.randint(6, (count,), generator=generator),
    )


@pytest.mark.parametrize("scope", SCOPES)
@given(st.integers(0, 2**32 - 1))
def test_neighbours_are_those_of_a_plain_search(scope: Scope, seed: int) -> None:
    embeddings, images = draw(seed)
    found = find_neighbours(embeddings, images, scope, 4)
    unit = embeddings.numpy() / np.linalg.norm(embeddings.numpy(), axis=1, keepdims=True)
    for query, image in enumerate(images.tolist()):
        others = [
            n for n in range(30) if n != query and (images[n] == image) == (scope == "inside")
        ]
        expected = sorted(others, key=lambda n: -(unit[query] @ unit[n]))[:4]
        real = found.similarity[query] > -torch.inf
        assert found.places[query][real].tolist() == expected


def test_only_the_direction_of_an_embedding_matters() -> None:
    embeddings, images = draw(0)
    longer = embeddings * torch.rand(30, 1).add(0.1)
    first, second = (find_neighbours(each, images, "across", 5) for each in (embeddings, longer))
    assert torch.equal(first.places, second.places)
    torch.testing.assert_close(first.similarity, second.similarity)


def test_who_is_alone_has_no_neighbours() -> None:
    embeddings, images = torch.ones(3, 2), torch.tensor([0, 0, 1])
    inside = find_neighbours(embeddings, images, "inside", 2).similarity
    assert (inside > -torch.inf).sum(1).tolist() == [1, 1, 0]


def test_everybody_else_is_a_candidate_once() -> None:
    _, images = draw(1)
    inside, across = (candidates(images, scope, slice(0, 30)) for scope in SCOPES)
    assert torch.equal(inside ^ across, ~torch.eye(30, dtype=torch.bool))
    assert not (inside & across).any()


def test_large_sets_are_searched_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    embeddings, images = draw(2)
    whole = find_neighbours(embeddings, images, "across", 3)
    monkeypatch.setattr(neighbours, "QUERIES_AT_A_TIME", 7)
    assert torch.equal(find_neighbours(embeddings, images, "across", 3).places, whole.places)


def test_no_masks_no_neighbours() -> None:
    found = find_neighbours(torch.zeros(0, 5), torch.zeros(0, dtype=torch.long), "across", 3)
    assert len(found.places) == len(found.similarity) == 0
