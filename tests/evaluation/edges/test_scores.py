"""Claims about the scores, against the benchmark's own loops written out plainly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.evaluation.edges.scores import (
    Counts,
    average_precision,
    f_measure,
    optimal_dataset_scale,
    optimal_image_scale,
    recall_at_half,
)

SCORES = (optimal_dataset_scale, optimal_image_scale, average_precision, recall_at_half)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """Counts as falling thresholds give them, some images empty, some thresholds too."""
    images, levels = draw(st.integers(1, 5)), draw(st.integers(1, 8))
    generator = np.random.default_rng(draw(st.integers(0, 2**16)))
    drawn = np.sort(generator.integers(0, 50, (images, levels)))[:, ::-1]
    annotated = np.broadcast_to(generator.integers(0, 60, (images, 1)), drawn.shape)
    right = (drawn * generator.random((images, levels))).astype(np.int64)
    found = (annotated * generator.random((images, levels))).astype(np.int64)
    return Counts(right, drawn, found, annotated)


def f_of(precision: float, recall: float) -> float:
    """The harmonic mean of two numbers."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ratio(part: float, whole: float) -> float:
    """Nothing of nothing is 0."""
    return part / whole if whole else 0.0


@given(counts())
@settings(max_examples=40, deadline=None)
def test_ods_is_the_best_f_on_straight_lines_between_thresholds(counted: Counts) -> None:
    precision = list(map(ratio, counted.right.sum(0), counted.drawn.sum(0)))
    recall = list(map(ratio, counted.found.sum(0), counted.annotated.sum(0)))
    best = f_of(precision[0], recall[0])
    for i in range(1, len(precision)):
        for d in np.linspace(0, 1, 100):
            p = precision[i] * d + precision[i - 1] * (1 - d)
            r = recall[i] * d + recall[i - 1] * (1 - d)
            best = max(best, f_of(p, r))
    assert optimal_dataset_scale(counted) == pytest.approx(best)


@given(counts())
@settings(max_examples=40, deadline=None)
def test_ois_adds_up_the_best_threshold_of_each_image(counted: Counts) -> None:
    sums = np.zeros(4)
    columns = counted.right, counted.drawn, counted.found, counted.annotated
    for image in zip(*columns, strict=True):
        levels = list(zip(*image, strict=True))
        scores = [f_of(ratio(a, b), ratio(c, d)) for a, b, c, d in levels]
        sums += levels[scores.index(max(scores))]
    expected = f_of(ratio(sums[0], sums[1]), ratio(sums[2], sums[3]))
    assert optimal_image_scale(counted) == pytest.approx(expected)


@given(counts())
@settings(max_examples=40, deadline=None)
def test_all_scores_lie_between_0_and_1(counted: Counts) -> None:
    assert all(0 <= score(counted) <= 1.0 + 1e-9 for score in SCORES)


@given(counts())
@settings(max_examples=20, deadline=None)
def test_images_given_twice_change_nothing(counted: Counts) -> None:
    twice = counted[np.repeat(np.arange(len(counted)), 2)]
    for score in SCORES:
        assert score(twice) == pytest.approx(score(counted))


def curve(precision: list[float], recall: list[float]) -> Counts:
    """One image whose precision and recall are these."""
    whole = np.full((1, len(precision)), 1000)
    shares = np.array([[precision], [recall]])
    right, found = (1000 * shares).round().astype(np.int64)
    return Counts(right, whole, found, whole)


def test_perfect_boundaries_score_1() -> None:
    perfect = curve([1.0, 1.0, 1.0], [1.0, 0.5, 0.0])
    assert [score(perfect) for score in SCORES] == pytest.approx([1, 1, 1.01, 1], abs=0.02)


def test_ap_is_the_area_between_the_ends_of_the_curve() -> None:
    # The benchmark adds up 101 readings and divides by 100; beyond recall 0.6 there is nothing.
    assert average_precision(curve([0.5, 0.5], [0.6, 0.0])) == pytest.approx(61 * 0.5 / 100)
    assert average_precision(curve([0.5], [0.6])) == 0


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [
        ([0.25, 0.75], [0.8, 0.4], 0.6),  # half way
        ([0.6, 0.9], [0.7, 0.2], 0.7),  # never as bad as one half
        ([0.1, 0.4], [0.7, 0.2], 0.0),  # never as good
    ],
)
def test_r50_reads_recall_where_precision_is_one_half(
    precision: list[float], recall: list[float], expected: float
) -> None:
    assert recall_at_half(curve(precision, recall)) == pytest.approx(expected)


def test_f_of_nothing_is_0() -> None:
    assert f_measure(np.zeros(2), np.array([0.0, 1.0])).tolist() == [0, 0]


def test_a_method_that_draws_nothing_scores_0() -> None:
    none = np.zeros((2, 3), np.int64)
    nothing = Counts(none, none, none, none + 9)
    assert [score(nothing) for score in SCORES] == [0, 0, 0, 0]
