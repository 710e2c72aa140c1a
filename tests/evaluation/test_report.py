"""Claims about averages over sets."""

import math

import pytest

from anymask.evaluation.report import MethodResult, SetResult


def result(name: str, images: int, objects: int, box: float, reach: float = 0.0) -> SetResult:
    """A set with one measure."""
    interval = {"box": (box - reach, box + reach)} if reach else {}
    return SetResult(name, images, objects, {"box": box}, interval, {"too small": 1})


def test_sets_count_the_same_in_their_mean() -> None:
    method = MethodResult("tiny", (result("cats", 2, 3, 0.5), result("streets", 9, 99, 0.25)))
    assert method.mean == SetResult("mean of sets", 11, 102, {"box": 0.375}, {}, {"too small": 2})


def test_the_interval_of_a_mean_is_that_of_independent_sets() -> None:
    sets = (result("a", 1, 9, 0.4, 0.03), result("b", 1, 9, 0.6, 0.04))
    low, high = MethodResult("tiny", sets).mean.intervals["box"]
    assert (high + low) / 2 == pytest.approx(0.5)
    assert (high - low) / 2 == pytest.approx(math.hypot(0.03, 0.04) / 2)


def test_a_measure_that_a_set_lacks_has_no_mean() -> None:
    other = SetResult("streets", 1, 1, {"regular": 0.5})
    assert MethodResult("tiny", (result("cats", 1, 1, 0.5), other)).mean.scores == {}
