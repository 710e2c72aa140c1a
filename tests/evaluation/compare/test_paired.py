"""Claims about differences on the same objects."""

import numpy as np
import pytest
from scipy import stats

from anymask.evaluation.compare.answers import Answer
from anymask.evaluation.compare.examples import Example, Examples
from anymask.evaluation.compare.paired import compare_pairs
from anymask.evaluation.report import Measure

MEASURES = {"regular": Measure("1 click"), "noc": Measure("NoC", higher_is_better=False)}


@pytest.fixture
def compared(section_of, report_of, example_of):
    """A function that compares two methods by their scores on one object of each image."""

    def run(old: list[float], new: list[float], name: str = "regular") -> tuple:
        sets = {"cats": {name: 0.5}}
        section = section_of(report_of("old", sets), report_of("new", sets))
        found = []
        for place, scores in enumerate(zip(old, new, strict=True)):
            made = example_of(*scores, image=str(place))
            answers = tuple(Answer("", {name: score}, name, "") for score in scores)
            found.append(Example(made.question, answers))
        return compare_pairs(Examples(name, section.contenders, tuple(found)), MEASURES)

    return run


def test_the_interval_is_that_of_the_paired_differences(compared) -> None:
    old, new = np.random.default_rng(0).random((2, 20))
    (pair,) = compared(old.tolist(), new.tolist())
    expected = stats.ttest_rel(new, old).confidence_interval(0.95)
    assert pair.interval == pytest.approx((expected.low, expected.high))
    assert pair.difference == pytest.approx((new - old).mean())
    assert (pair.label, pair.against, pair.objects) == ("new", "old", 20)


def test_better_and_worse_are_counted_in_the_direction_of_the_measure(compared) -> None:
    old, new = [0.5, 0.5, 0.5, 0.5], [0.6, 0.7, 0.4, 0.5]
    (up,), (down,) = compared(old, new), compared(old, new, "noc")
    assert (up.better, up.worse) == (2, 1)
    assert (down.better, down.worse) == (1, 2)
    assert up.difference == down.difference


def test_one_image_has_no_interval_and_nothing_shared_no_row(compared) -> None:
    (pair,) = compared([0.5], [0.6])
    assert pair.interval is None
    assert compared([], []) == ()
