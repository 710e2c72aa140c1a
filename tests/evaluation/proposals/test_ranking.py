"""Claims about ranks of proposals."""

import pytest
import torch

from anymask.evaluation.proposals.options import ProposalOptions
from anymask.evaluation.proposals.ranking import rank
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks

RUNS = tuple(Rle((1, 4), [number, 4 - number]) for number in range(3))


def masks(stability: list[float] | None = None) -> Masks:
    """Three masks with scores 0.5, 0.9, 0.7."""
    given = None if stability is None else torch.tensor(stability)
    return Masks((1, 4), torch.tensor([0.5, 0.9, 0.7]), runs=RUNS, stability=given)


@pytest.mark.parametrize(
    ("ranking", "order"),
    [("mean", [0, 2, 1]), ("predicted-iou", [1, 2, 0]), ("stability", [0, 2, 1])],
)
def test_masks_are_sorted_by_what_was_asked(ranking, order: list[int]) -> None:
    ranked = rank(masks([1.0, 0.1, 0.6]), ProposalOptions(ranking=ranking))
    assert ranked.rle() == [RUNS[number] for number in order]


def test_masks_without_stability_are_sorted_by_score() -> None:
    assert rank(masks(), ProposalOptions()).scores.tolist() == pytest.approx([0.9, 0.7, 0.5])


def test_only_the_best_are_kept() -> None:
    assert rank(masks(), ProposalOptions(max_proposals=1)).rle() == [RUNS[1]]


def test_the_first_of_equals_ranks_first() -> None:
    equal = rank(masks([0.9, 0.5, 0.7]), ProposalOptions())
    assert equal.rle() == list(RUNS)
