"""The RAI report: all groups and gaps in JSON, and attributes that exist."""

import json

import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.fairness.report import (
    FairnessReport,
    choose_attributes,
    compare_method,
    origins,
)


@pytest.fixture
def report(people) -> FairnessReport:
    """The report of the four images."""
    method = compare_method("tiny", people, ["regular"], ["age"])
    return FairnessReport("1", {}, {"regular": "1 click"}, 0.95, (method,), *origins(people), ())


def test_the_report_is_json_with_every_group_and_gap(report) -> None:
    value = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    (method,) = value["methods"]
    assert [(group["value"], group["objects"]) for group in method["groups"]] == [
        ("young", 4),
        ("older", 2),
    ]
    assert method["groups"][0]["interval"][0] < 0.8 < method["groups"][0]["interval"][1]
    (gap,) = method["gaps"]
    assert (gap["a"], gap["b"], gap["clear"]) == ("young", "older", True)


def test_categories_and_countries_are_compared_when_nothing_else_is_told(row, people) -> None:
    assert choose_attributes(people, []) == ("age",)
    assert choose_attributes(people, ["country"]) == ("country",)
    assert choose_attributes([row("0", [(0.5, {"category": "cat"})])], []) == ("category",)


def test_an_attribute_that_no_object_has_is_refused(row, people) -> None:
    with pytest.raises(ConfigurationError, match="no object has 'agee'; did you mean 'age'"):
        choose_attributes(people, ["agee"])
    with pytest.raises(ConfigurationError, match="no object has an attribute; pass --attributes"):
        choose_attributes([row("0", [(0.5, {})])], [])
