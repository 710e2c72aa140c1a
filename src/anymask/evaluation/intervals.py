"""How sure an average is: intervals of a mean, bootstrap intervals, and the paired t-test.

Every report that gives an average gives its interval from here. Objects of one image are alike, so
an average over objects is less sure than their number suggests: pass the image of each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from scipy.special import stdtr, stdtrit

from anymask.errors import ConfigurationError, InputError

LEVEL = 0.95


@dataclass(frozen=True)
class PairedTest:
    """What a paired t-test found.

    Attributes:
        difference: the mean of a - b.
        statistic: Student's t; infinite where all differences are the same, 0 where all are 0.
        p_value: how likely a difference at least so large is if there is none in truth.
    """

    difference: float
    statistic: float
    p_value: float


def mean_interval(
    values: Sequence[float], level: float = LEVEL, groups: Sequence[object] | None = None
) -> tuple[float, float]:
    """Find where the true mean lies, by Student's t.

    With groups, the error is that of a mean over clusters (the sums of deviations of groups are
    taken to be independent, values in a group are not), with groups - 1 degrees of freedom. When
    every value is a group of its own this is the ordinary interval.

    Args:
        values: N measurements.
        level: how often such an interval holds the true mean, between 0 and 1.
        groups: what each value belongs to, such as its image; none: each is on its own.

    Returns:
        The lower and the upper end.

    Raises:
        InputError: fewer than two values, or groups: leave the interval out there.
        ConfigurationError: a level outside 0 to 1.

    >>> low, high = mean_interval([0.4, 0.6])
    >>> round(low, 2), round(high, 2)
    (-0.77, 1.77)
    """
    _check_level(level)
    array = _to_array(values)
    members = _number(range(len(array)) if groups is None else groups)
    if len(members) != len(array):
        raise InputError(f"{len(members)} groups for {len(array)} values; pass one per value")
    mean = float(array.mean())
    deviations = np.bincount(members, weights=array - mean)  # one sum per group
    count = len(deviations)
    if count < 2:
        raise InputError(
            f"{len(array)} values in {count} groups tell nothing of how much they vary; leave the "
            "interval out"
        )
    error = np.sqrt((deviations**2).sum() * count / (count - 1)) / len(array)
    reach = float(stdtrit(count - 1, (1 + level) / 2) * error)
    return mean - reach, mean + reach


def bootstrap_interval(
    values: Sequence[float],
    statistic: Callable[[Float[np.ndarray, "N"]], float] = lambda drawn: float(drawn.mean()),
    level: float = LEVEL,
    draws: int = 10_000,
    seed: int = 0,
) -> tuple[float, float]:
    """Find where a statistic lies when values are drawn anew, with replacement.

    Args:
        values: N measurements.
        statistic: of N values, such as their median.
        level: share of the draws inside the interval, between 0 and 1.
        draws: how often N values are drawn; the human study of "Segment Anything" draws 10,000.
        seed: of the draws.

    Returns:
        The lower and the upper percentile.

    Raises:
        InputError: no values.
        ConfigurationError: a level outside 0 to 1, or less than one draw.

    >>> bootstrap_interval([0.5, 0.5, 0.5])
    (0.5, 0.5)
    """
    _check_level(level)
    if draws < 1:
        raise ConfigurationError(f"draws is {draws}; pass 1 or more")
    array = _to_array(values)
    generator = np.random.default_rng(seed)
    found = [statistic(array[generator.integers(0, len(array), len(array))]) for _ in range(draws)]
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def paired_t_test(a: Sequence[float], b: Sequence[float]) -> PairedTest:
    """Test whether two measurements of the same things differ, on both sides.

    Args:
        a: N measurements.
        b: N measurements of the same N things, in the same order.

    Raises:
        InputError: not as many in both, or fewer than two.

    >>> paired_t_test([1.0, 2.0, 4.0], [0.0, 2.0, 2.0]).difference
    1.0
    """
    if len(a) != len(b):
        raise InputError(f"{len(a)} and {len(b)} values; a pair needs one of each")
    if len(a) < 2:
        raise InputError(f"{len(a)} pairs tell nothing of how much they vary; pass two or more")
    differences = _to_array(a) - _to_array(b)
    mean = float(differences.mean())
    error = float(differences.std(ddof=1)) / np.sqrt(len(differences))
    if error == 0:
        statistic = 0.0 if mean == 0 else float(np.copysign(np.inf, mean))
        return PairedTest(mean, statistic, float(mean == 0))
    statistic = mean / error
    return PairedTest(mean, statistic, float(2 * stdtr(len(differences) - 1, -abs(statistic))))


def _to_array(values: Sequence[float]) -> Float[np.ndarray, "N"]:
    if not len(values):
        raise InputError("there are no values to average; leave the interval out")
    return np.asarray(values, dtype=np.float64)


def _number(groups: Sequence[object]) -> list[int]:
    """Number groups in the order in which they first appear: they need not be sortable."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(group, len(numbers)) for group in groups]


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ConfigurationError(f"level is {level:g}; pass a share between 0 and 1, such as 0.95")
