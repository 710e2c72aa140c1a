"""Statistics of ratings against SciPy, and on ratings whose answer is known."""

import numpy as np
import pytest
from scipy import stats

from anymask.errors import InputError
from anymask.evaluation.quality.rating_statistics import ALL_SETS, summarise_ratings
from anymask.evaluation.quality.ratings import Ratings
from anymask.evaluation.quality.study import plan_study


def rated(study, score, raters=("Ann",)):
    """Ratings of a study, each by a function of trial and rater."""
    scores = {who: {t.name: score(t, who) for t in study.trials} for who in raters}
    return {trial.name: trial for trial in study.trials}, Ratings(scores, ())


@pytest.fixture
def study(row):
    """Two methods on 30 objects of each of two sets."""
    return plan_study(
        {
            method: [
                row(method, f"{number}.jpg", 0.5, set_name=name)
                for name in ("cats", "dogs")
                for number in range(30)
            ]
            for method in ("a", "b")
        },
        annotation=False,
    )


def test_pairs_agree_with_scipy(study) -> None:
    draw = np.random.default_rng(0)
    drawn = {trial.name: int(draw.integers(1, 11)) for trial in study.trials}
    summary = summarise_ratings(*rated(study, lambda trial, _: drawn[trial.name]), draws=500)
    cats = summary.pairs[0]
    by_object = [
        {
            trial.image: drawn[trial.name]
            for trial in study.trials
            if (trial.method, trial.set_name) == (method, "cats")
        }
        for method in ("a", "b")
    ]
    images = sorted(by_object[0])
    a, b = ([each[image] for image in images] for each in by_object)
    assert cats.difference == pytest.approx(np.mean(a) - np.mean(b))
    assert cats.p_value == pytest.approx(stats.ttest_rel(a, b).pvalue)
    found = stats.bootstrap((np.subtract(a, b),), np.mean, confidence_level=0.99, rng=0)
    assert cats.interval == pytest.approx(found.confidence_interval, abs=0.6)


def test_a_clear_winner_is_clear_in_every_set_and_in_all(study) -> None:
    better = {"a": 9, "b": 4}
    summary = summarise_ratings(
        *rated(study, lambda trial, _: better[trial.method] + int(trial.image[0]) % 2), draws=200
    )
    assert [pair.set_name for pair in summary.pairs] == ["cats", "dogs", ALL_SETS]
    assert [pair.objects for pair in summary.pairs] == [30, 30, 60]
    assert all(pair.difference == 5 and pair.p_value == 0 for pair in summary.pairs)
    assert all(pair.interval == (5, 5) for pair in summary.pairs)


def test_a_mask_rated_by_several_people_counts_once(study) -> None:
    alone = {"Ann": 4, "Ben": 8}
    summary = summarise_ratings(*rated(study, lambda _, who: alone[who], alone), draws=100)
    assert {(line.mean, line.interval) for line in summary.methods} == {(6, (6, 6))}
    assert summary.methods[0].objects == 30
    assert (summary.agreement.masks, summary.agreement.distance) == (120, 4)


def test_shares_add_up_to_one(study) -> None:
    summary = summarise_ratings(*rated(study, lambda trial, _: 1 + len(trial.image)), draws=100)
    for shares in summary.shares.values():
        assert len(shares) == 10
        assert sum(shares) == pytest.approx(1)


def test_only_objects_rated_for_both_make_pairs(study) -> None:
    trials, given = rated(study, lambda *_: 5)
    kept = [n for n, t in trials.items() if t.method == "a" or t.image == "0.jpg"]
    some = Ratings({"Ann": {name: given.scores["Ann"][name] for name in kept}}, ())
    summary = summarise_ratings(trials, some, draws=100)
    assert [(pair.set_name, pair.objects) for pair in summary.pairs] == [(ALL_SETS, 2)]
    assert summary.agreement.distance is None


def test_no_ratings_are_refused(study) -> None:
    with pytest.raises(InputError, match="no mask was rated; pass the files"):
        summarise_ratings({trial.name: trial for trial in study.trials}, Ratings({}, ()))
