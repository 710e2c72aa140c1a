"""Claims about intervals and the paired test, against scipy and by what they promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from anymask.errors import ConfigurationError, InputError
from anymask.evaluation.intervals import bootstrap_interval, mean_interval, paired_t_test

VALUES = st.lists(st.floats(0, 1), min_size=2, max_size=40)
LEVELS = st.floats(0.5, 0.999)


@settings(max_examples=60, deadline=None)
@given(VALUES.filter(lambda values: np.std(values) > 1e-6), LEVELS)
def test_the_interval_of_a_mean_is_that_of_students_t(values: list[float], level: float) -> None:
    expected = stats.t.interval(level, len(values) - 1, np.mean(values), stats.sem(values))
    np.testing.assert_allclose(mean_interval(values, level), expected, rtol=1e-9, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_groups_of_one_value_change_nothing(values: list[float]) -> None:
    named = [f"image {number}" for number in range(len(values))]
    assert mean_interval(values, groups=named) == mean_interval(values)


@settings(max_examples=40, deadline=None)
@given(VALUES, st.integers(2, 5))
def test_repeating_every_value_in_its_group_tells_nothing_new(
    values: list[float], times: int
) -> None:
    groups = [number for number in range(len(values)) for _ in range(times)]
    repeated = [value for value in values for _ in range(times)]
    once = mean_interval(values)
    np.testing.assert_allclose(mean_interval(repeated, groups=groups), once, atol=1e-9)


def test_about_95_in_100_intervals_hold_the_true_mean_of_clustered_values() -> None:
    generator = np.random.default_rng(1)
    groups = [number for number in range(30) for _ in range(4)]
    held = 0
    for _ in range(1000):
        shared = generator.normal(size=30).repeat(4)  # what the objects of an image have in common
        low, high = mean_interval((shared + generator.normal(size=120)).tolist(), groups=groups)
        held += low <= 0 <= high
    assert 0.93 < held / 1000 < 0.97


@pytest.mark.parametrize("seed", range(5))
def test_the_bootstrap_of_a_mean_is_near_its_normal_interval(seed: int) -> None:
    values = np.random.default_rng(seed).random(80).tolist()
    reach = 1.96 * np.std(values) / np.sqrt(len(values))
    expected = (np.mean(values) - reach, np.mean(values) + reach)
    found = bootstrap_interval(values, draws=4000, seed=seed)
    np.testing.assert_allclose(found, expected, atol=0.1 * reach)


def test_a_seed_makes_the_bootstrap_repeatable() -> None:
    values = [0.1, 0.5, 0.4, 0.9]
    intervals = {bootstrap_interval(values, draws=50, seed=seed) for seed in (0, 0, 1)}
    assert len(intervals) == 2


def test_the_bootstrap_takes_any_statistic() -> None:
    low, high = bootstrap_interval([1.0, 2.0, 9.0], lambda drawn: float(np.median(drawn)))
    assert {low, high} == {1.0, 9.0}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=40))
def test_the_paired_test_is_scipys(pairs: list[tuple[float, float]]) -> None:
    a, b = zip(*pairs, strict=True)
    if np.ptp(np.subtract(a, b)) < 1e-6:
        return
    found, expected = paired_t_test(a, b), stats.ttest_rel(a, b)
    assert found.statistic == pytest.approx(expected.statistic, rel=1e-9)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    assert found.difference == pytest.approx(np.mean(a) - np.mean(b), abs=1e-12)


@pytest.mark.parametrize(("gain", "statistic", "p_value"), [(0, 0, 1), (1, np.inf, 0)])
def test_differences_that_do_not_vary_are_certain(
    gain: float, statistic: float, p_value: float
) -> None:
    found = paired_t_test([1.0 + gain, 2.0 + gain], [1.0, 2.0])
    assert (found.statistic, found.p_value) == (statistic, p_value)


def test_too_few_values_are_refused() -> None:
    with pytest.raises(InputError, match="1 values in 1 groups tell nothing"):
        mean_interval([0.5])
    with pytest.raises(InputError, match="2 values in 1 groups tell nothing"):
        mean_interval([0.5, 0.6], groups=["one.png", "one.png"])
    with pytest.raises(InputError, match="there are no values"):
        bootstrap_interval([])
    with pytest.raises(InputError, match="1 pairs tell nothing"):
        paired_t_test([1.0], [2.0])


def test_values_without_a_partner_are_refused() -> None:
    with pytest.raises(InputError, match="2 and 1 values"):
        paired_t_test([1.0, 2.0], [2.0])
    with pytest.raises(InputError, match="1 groups for 2 values"):
        mean_interval([1.0, 2.0], groups=["one.png"])


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ConfigurationError, match="level is"):
        mean_interval([1.0, 2.0], level)


def test_a_bootstrap_draws_at_least_once() -> None:
    with pytest.raises(ConfigurationError, match="draws is 0"):
        bootstrap_interval([1.0], draws=0)
