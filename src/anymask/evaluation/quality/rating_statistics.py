"""What ratings come to: means with bootstrap intervals, and paired tests between methods.

The statistics of the human study in "Segment Anything" (section 7.1, appendix E): 99 % intervals of
10,000 bootstrap draws over objects, and paired t-tests. A mask that several people rated counts
once, with the mean of their scores.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from anymask.errors import InputError
from anymask.evaluation.intervals import bootstrap_interval, paired_t_test
from anymask.evaluation.quality.rating_summary import (
    MethodRating,
    RaterAgreement,
    RatingPair,
    RatingSummary,
)
from anymask.evaluation.quality.ratings import HIGHEST, LOWEST, Ratings
from anymask.evaluation.quality.study import ANNOTATION, Subject, Trial

LEVEL, DRAWS = 0.99, 10_000
ALL_SETS = "all sets"


def summarise_ratings(
    trials: Mapping[str, Trial],
    ratings: Ratings,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
) -> RatingSummary:
    """Sum up ratings set by set, and over all sets where there are several.

    Args:
        trials: of the study, by name.
        ratings: of all raters.
        level: of the intervals.
        draws: of the bootstrap.
        seed: of the draws.

    Raises:
        InputError: no mask was rated.
        ConfigurationError: a level outside 0 to 1, or less than one draw.
    """
    rated = {name: scores for name in trials if (scores := ratings.of(name))}
    if not rated:
        raise InputError("no mask was rated; pass the files that raters saved")
    named = {trials[name].method for name in rated}
    # The order of trials is shuffled and tells nothing; the annotation, a ceiling, comes last.
    methods = sorted(named, key=lambda method: (method == ANNOTATION, method))
    lines: list[MethodRating] = []
    pairs: list[RatingPair] = []
    for set_name, names in _by_set(trials, rated).items():
        means: dict[str, dict[Subject, float]] = {method: {} for method in methods}
        ious: dict[str, list[float]] = {method: [] for method in methods}
        for name in names:
            trial, scores = trials[name], rated[name]
            means[trial.method][trial.subject] = sum(scores) / len(scores)
            ious[trial.method].append(trial.iou)
        for method in [method for method in methods if means[method]]:
            values = list(means[method].values())
            interval = bootstrap_interval(values, level=level, draws=draws, seed=seed)
            line = (len(values), _mean(values), interval, _mean(ious[method]))
            lines.append(MethodRating(set_name, method, *line))
        for a, b in combinations(methods, 2):
            pairs += _pair(set_name, (a, means[a]), (b, means[b]), (level, draws, seed))
    return RatingSummary(
        raters=len(ratings.scores),
        level=level,
        draws=draws,
        methods=tuple(lines),
        pairs=tuple(pairs),
        shares=_shares(trials, rated, methods),
        agreement=_agreement(rated),
    )


def _by_set(trials: Mapping[str, Trial], rated: Mapping[str, object]) -> dict[str, list[str]]:
    """Sort rated trials by set; all of them come last where there are several sets."""
    sets: dict[str, list[str]] = {}
    for name in sorted(rated, key=lambda name: trials[name].subject):
        sets.setdefault(trials[name].set_name, []).append(name)
    return sets if len(sets) < 2 else {**sets, ALL_SETS: [*rated]}


def _pair(
    set_name: str,
    first: tuple[str, Mapping[Subject, float]],
    second: tuple[str, Mapping[Subject, float]],
    bootstrap: tuple[float, int, int],
) -> list[RatingPair]:
    """Compare two methods on the objects rated for both; nothing where one object is too few."""
    (a, of_a), (b, of_b) = first, second
    shared = [subject for subject in of_a if subject in of_b]
    if len(shared) < 2:
        return []
    values_a, values_b = [of_a[each] for each in shared], [of_b[each] for each in shared]
    test = paired_t_test(values_a, values_b)
    level, draws, seed = bootstrap
    gaps = [one - other for one, other in zip(values_a, values_b, strict=True)]
    interval = bootstrap_interval(gaps, level=level, draws=draws, seed=seed)
    return [RatingPair(set_name, a, b, len(shared), test.difference, interval, test.p_value)]


def _shares(
    trials: Mapping[str, Trial], rated: Mapping[str, Sequence[int]], methods: Sequence[str]
) -> dict[str, tuple[float, ...]]:
    shares = {}
    for method in methods:
        given = [s for name, each in rated.items() if trials[name].method == method for s in each]
        counts = [given.count(score) for score in range(LOWEST, HIGHEST + 1)]
        shares[method] = tuple(count / len(given) for count in counts)
    return shares


def _agreement(rated: Mapping[str, Sequence[int]]) -> RaterAgreement:
    several = [scores for scores in rated.values() if len(scores) > 1]
    distances = [
        float(abs(one - other)) for each in several for one, other in combinations(each, 2)
    ]
    return RaterAgreement(len(several), _mean(distances) if distances else None)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
