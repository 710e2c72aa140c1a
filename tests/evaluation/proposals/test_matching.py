"""Claims about which objects proposals find; pycocotools and the best assignment are the judges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linear_sum_assignment

from anymask.errors import ConfigurationError
from anymask.evaluation.proposals.matching import (
    IOU_THRESHOLDS,
    MATCHINGS,
    NEVER,
    by_overlap,
    by_score,
    find_matching,
    first_places,
)

ious_of = st.integers(0, 6).flatmap(
    lambda rows: arrays(np.float64, (rows, 4), elements=st.integers(0, 20).map(lambda n: n / 20))
)
EVERY = np.ones(4, dtype=bool)


def naive_places(ious: np.ndarray, counted: np.ndarray, threshold: float) -> list[int]:
    """The loop of COCO's tools for one threshold, word by word."""
    order = np.argsort(~counted, kind="stable")
    places = [NEVER] * ious.shape[1]
    for place, row in enumerate(ious):
        best, match = threshold, -1
        for wanted in order:
            if places[wanted] != NEVER:
                continue
            if match >= 0 and counted[match] and not counted[wanted]:
                break
            if row[wanted] >= best:
                best, match = row[wanted], wanted
        if match >= 0:
            places[match] = place
    return places


@settings(max_examples=60, deadline=None)
@given(ious_of, arrays(np.bool_, 4))
def test_places_are_those_of_the_published_loop(ious: np.ndarray, counted: np.ndarray) -> None:
    expected = [naive_places(ious, counted, threshold) for threshold in IOU_THRESHOLDS]
    assert first_places(ious, counted).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(ious_of)
def test_more_proposals_never_lose_an_object(ious: np.ndarray) -> None:
    recalls = by_score(ious, EVERY, (1, 2, 3, 6))
    assert (np.diff(recalls, axis=0) >= 0).all()


@settings(max_examples=60, deadline=None)
@given(ious_of)
@pytest.mark.parametrize("match", [by_score, by_overlap])
def test_no_matching_beats_the_best_assignment(match, ious: np.ndarray) -> None:
    found = match(ious, EVERY, [len(ious)])[0].sum()
    best = 0.0
    for threshold in IOU_THRESHOLDS:
        reached = ious >= threshold
        rows, columns = linear_sum_assignment(~reached)
        best += reached[rows, columns].sum() / len(IOU_THRESHOLDS)
    assert found <= best + 1e-9


@settings(max_examples=60, deadline=None)
@given(ious_of, st.permutations(range(4)))
def test_overlap_does_not_care_for_the_order_of_objects(ious: np.ndarray, order: list[int]) -> None:
    distinct = ious + np.arange(ious.size).reshape(ious.shape) * 1e-7
    straight = by_overlap(distinct, EVERY, [6])[0]
    assert by_overlap(distinct[:, order], EVERY, [6])[0].tolist() == straight[order].tolist()


def test_each_proposal_finds_one_object() -> None:
    ious = np.array([[0.9, 0.9, 0.0, 0.0]])
    assert by_score(ious, EVERY, [1])[0].sum() == pytest.approx(0.9)
    assert by_overlap(ious, EVERY, [1])[0].sum() == pytest.approx(0.9)


def test_the_two_ways_differ_where_a_poor_proposal_ranks_first() -> None:
    ious = np.array([[0.6, 0.55], [0.95, 0.0]])
    counted = np.ones(2, dtype=bool)
    assert by_score(ious, counted, [2])[0].tolist() == pytest.approx([1.0, 0.0])
    assert by_overlap(ious, counted, [2])[0].tolist() == pytest.approx([1.0, 0.2])


def test_without_proposals_nothing_is_found() -> None:
    for match in MATCHINGS.values():
        assert match(np.zeros((0, 4)), EVERY, (1, 1000)).tolist() == [[0.0] * 4] * 2


def test_an_unknown_matching_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="not matched by 'scores'; did you mean 'score'"):
        find_matching("scores")
