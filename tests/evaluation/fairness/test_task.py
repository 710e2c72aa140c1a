"""Points on objects that tables and annotations describe: scores, values and origin in one row."""

import pytest

from anymask.evaluation.fairness.attributes import AttributeTable, Entry
from anymask.evaluation.fairness.task import FairnessTask
from anymask.evaluation.picture import Picture
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling


@pytest.fixture
def score(dataset, answering, pair):
    """A function that scores the first image of two rectangles with tables."""

    def run(*tables: AttributeTable, min_area: float = 0.0, answers=pair):
        task = FairnessTask(PointsTask(columns=(1,)), tables)
        key = RowKey("given", "1", "data", dataset.name(0))
        return task.score(answering(answers, answers), Picture(key, dataset, 0, Sampling(min_area)))

    return run


def test_objects_are_scored_as_points_and_described_by_tables(score, pair) -> None:
    height, width = pair.shape[1:]
    box = (3 / width, 5 / height, 23 / width, 25 / height)
    table = AttributeTable([Entry("0.png", None, box, {"age": "older"})])
    row = score(table)
    assert row.scores["regular"] == (1.0, 1.0)
    assert row.of_objects == ({"age": "older"}, {})


def test_a_country_gives_region_and_income(score) -> None:
    row = score(AttributeTable([Entry("0.png", None, None, {"country": "kenya"})]))
    assert row.of_image == {"country": "kenya", "region": "Africa", "income": "middle"}


def test_a_table_may_know_the_region_better(score) -> None:
    told = {"country": "Kenya", "region": "East Africa"}
    row = score(AttributeTable([Entry("0.png", None, None, told)]))
    assert row.of_image["region"] == "East Africa"


def test_annotations_tell_categories_and_attributes(score, dataset, monkeypatch) -> None:
    told = [
        {**each, "id": number, "category": "cat", "attributes": {"night": True, "skin": ""}}
        for number, each in enumerate(dataset.annotations(0))
    ]
    monkeypatch.setattr(dataset, "annotations", lambda index: told)
    tables = [AttributeTable([Entry("0", "1", None, {"night": answer})]) for answer in "xy"]
    row = score(*tables)
    assert row.of_objects == (
        {"category": "cat", "night": "True"},
        {"category": "cat", "night": "y"},
    )


def test_values_stay_with_their_object_when_others_are_left_out(score, pair) -> None:
    height, width = pair.shape[1:]
    box = (27 / width, 12 / height, 47 / width, 35 / height)
    table = AttributeTable([Entry("0.png", None, box, {"age": "young"})])
    assert score(table, min_area=0.21, answers=pair[1:]).of_objects == ({"age": "young"},)


def test_settings_name_the_content_of_tables() -> None:
    task = FairnessTask(PointsTask(columns=(1, 3)), (AttributeTable([], "people.csv", "0123"),))
    assert task.settings()["tables"] == ["people.csv 0123"]
    assert task.settings()["max_clicks"] == 3
