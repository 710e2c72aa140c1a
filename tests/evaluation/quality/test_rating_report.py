"""Results of a study as tables, JSON and a chart."""

import json

import pytest

from anymask.evaluation.quality.rating_report import draw_ratings, to_dict, to_markdown
from anymask.evaluation.quality.rating_statistics import RatingSummary, summarise_ratings
from anymask.evaluation.quality.ratings import Ratings
from anymask.evaluation.quality.study import plan_study


@pytest.fixture
def summary(rows) -> RatingSummary:
    """Three objects by two methods and the annotation, rated by one person."""
    study = plan_study(rows)
    score = {"good": 8, "bad": 3, "annotation": 10}
    given = {trial.name: score[trial.method] for trial in study.trials}
    trials = {trial.name: trial for trial in study.trials}
    return summarise_ratings(trials, Ratings({"Ann": given}, ()), draws=50)


@pytest.mark.parametrize(
    "line",
    [
        "Study s; 1 raters; 99% intervals of 50 bootstrap draws; p of the paired t-test.",
        "| cats: good       |       3 |    8.00 [8.00, 8.00] |    0.900 |",
        "| cats: bad - good        |       3 | -5.00 [-5.00, -5.00] | < 0.0001 |",
        "No mask was rated by two people: how far raters are apart is not known.",
        "- one was lost",
    ],
)
def test_the_page_has_this_line(summary, line: str) -> None:
    assert line in to_markdown(summary, "s", ["one was lost"]).splitlines()


def test_the_report_is_json(summary) -> None:
    value = json.loads(json.dumps(to_dict(summary, "s", []), allow_nan=False))
    assert (value["study"], len(value["methods"]), len(value["pairs"])) == ("s", 3, 3)
    assert value["shares"]["bad"][2] == 1


def test_the_chart_has_a_line_per_method(summary) -> None:
    assert draw_ratings(summary).shape == (440, 760, 3)
