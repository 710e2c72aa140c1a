"""The difference of two means against SciPy, and against the interval of one mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from anymask.errors import InputError
from anymask.evaluation.fairness.difference import Difference, difference_of_means

scores = st.lists(st.floats(0, 1), min_size=2, max_size=12)


@given(scores, scores)
def test_the_sign_follows_the_order(a, b) -> None:
    images_a, images_b = range(len(a)), range(100, 100 + len(b))
    one = difference_of_means(a, b, images_a, images_b)
    other = difference_of_means(b, a, images_b, images_a)
    assert one.value == pytest.approx(-other.value)
    assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]))


def test_large_groups_in_images_of_their_own_agree_with_welch() -> None:
    generator = np.random.default_rng(0)
    a, b = generator.normal(0.6, 0.2, 400), generator.normal(0.5, 0.1, 300)
    found = difference_of_means(a, b, range(400), range(400, 700))
    welch = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    assert found.interval == pytest.approx((welch.low, welch.high), abs=2e-4)


def test_pairs_within_images_agree_with_the_paired_interval() -> None:
    a, b = np.random.default_rng(1).uniform(size=(2, 50))
    found = difference_of_means(a, b, range(50), range(50))
    paired = stats.ttest_rel(a, b).confidence_interval(0.95)
    assert found.interval == pytest.approx((paired.low, paired.high))


def test_repeating_every_object_in_its_image_makes_nothing_surer() -> None:
    a, b = [0.1, 0.4, 0.3], [0.6, 0.9]
    once = difference_of_means(a, b, "abc", "de")
    assert difference_of_means(a * 5, b * 5, "abc" * 5, "de" * 5).interval == pytest.approx(
        once.interval
    )


@pytest.mark.parametrize(
    ("interval", "clear"), [((0.1, 0.2), True), ((-0.2, -0.1), True), ((-0.1, 0.2), False)]
)
def test_a_difference_is_clear_when_zero_is_outside(interval, clear: bool) -> None:
    assert Difference(0.1, interval).is_clear is clear


def test_one_image_tells_nothing() -> None:
    with pytest.raises(InputError, match="a group has objects in 1 images; an interval needs two"):
        difference_of_means([0.1, 0.2], [0.1, 0.2], "aa", "bc")
