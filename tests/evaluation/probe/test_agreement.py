"""Claims about the share of neighbours of the same category, against counting in a loop."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.probe.agreement import measure_agreement
from anymask.evaluation.probe.neighbours import Scope


@pytest.mark.parametrize("scope", ["inside", "across"])
@given(st.integers(0, 2**32 - 1))
def test_chance_is_the_share_of_the_category_among_candidates(scope: Scope, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    images, categories = torch.randint(4, (2, 20), generator=generator)
    found = measure_agreement(torch.randn(20, 3), images, categories, scope, 3)
    shares = []
    for query in range(20):
        others = [
            n
            for n in range(20)
            if n != query and (images[n] == images[query]) == (scope == "inside")
        ]
        same = sum(bool(categories[n] == categories[query]) for n in others)
        shares.append(same / len(others) if others else 0)
    assert found.queries.tolist() == [n for n, share in enumerate(shares) if share]
    assert found.chance.tolist() == pytest.approx([share for share in shares if share])


def test_an_embedding_that_knows_the_category_is_always_right() -> None:
    categories = torch.tensor([0, 1, 2] * 4)
    images = torch.arange(12) // 3
    found = measure_agreement(torch.eye(3)[categories], images, categories, "across", 3)
    assert (found.precision == 1).all()
    assert found.chance.tolist() == pytest.approx([3 / 9] * 12)


def test_drawn_embeddings_are_right_as_often_as_chance() -> None:
    generator = torch.Generator().manual_seed(0)
    images, categories = torch.arange(1500) // 3, torch.randint(4, (1500,), generator=generator)
    embeddings = torch.randn(1500, 8, generator=generator)
    found = measure_agreement(embeddings, images, categories, "across", 5)
    assert found.precision.mean(0).tolist() == pytest.approx([0.25] * 5, abs=0.04)
    assert float(found.chance.mean()) == pytest.approx(0.25, abs=0.01)


def test_precision_counts_the_right_ones_among_the_first() -> None:
    angles = torch.tensor([0.0, 0.1, 0.2, 0.3])
    line = torch.stack([angles.cos(), angles.sin()], dim=1)
    categories = torch.tensor([0, 0, 1, 0])
    found = measure_agreement(line, torch.arange(4), categories, "across", 3)
    assert found.queries.tolist() == [0, 1, 3]  # 2 is the only one of its category
    assert found.precision[0].tolist() == pytest.approx([1, 1 / 2, 2 / 3])


def test_missing_candidates_are_not_right() -> None:
    same = torch.zeros(4, dtype=torch.long)
    found = measure_agreement(torch.ones(4, 2), torch.tensor([0, 0, 1, 1]), same, "inside", 4)
    assert found.precision[0].tolist() == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])


def test_of_no_masks_none_counts() -> None:
    nothing = torch.zeros(0, dtype=torch.long)
    assert len(measure_agreement(torch.zeros(0, 3), nothing, nothing, "across", 3).queries) == 0
