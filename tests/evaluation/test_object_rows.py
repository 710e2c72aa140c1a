"""Claims about rows of single objects and their averages."""

import json
from dataclasses import asdict

import pytest

from anymask.errors import InputError
from anymask.evaluation.intervals import mean_interval
from anymask.evaluation.object_rows import ObjectRow, pool, summarise_set
from anymask.evaluation.report import SetResult
from anymask.evaluation.rows import RowKey, by_set


def row(set_name: str, *scores: float, image: str = "i") -> ObjectRow:
    """A row with the box IoU of some objects."""
    numbers = tuple(range(len(scores)))
    measured = {"box": scores} if scores else {}
    return ObjectRow(
        RowKey("m", "", set_name, image), set_name, numbers, numbers, {"empty": 1}, measured
    )


def test_a_row_survives_json() -> None:
    assert ObjectRow.from_dict(json.loads(json.dumps(asdict(row("a", 1.0, 0.5))))) == row(
        "a", 1.0, 0.5
    )


def test_objects_of_a_set_count_the_same() -> None:
    rows = [row("cats", 1.0, 0.5, 0.0), row("streets", 0.25), row("cats", 1.0), row("cats")]
    cats, streets = (summarise_set(name, members) for name, members in by_set(rows).items())
    assert cats == SetResult("cats", 3, 4, {"box": 2.5 / 4}, {}, {"empty": 3})
    assert streets == SetResult("streets", 1, 1, {"box": 0.25}, {}, {"empty": 1})


def test_intervals_take_the_objects_of_an_image_together() -> None:
    rows = [row("cats", 0.2, 0.4), row("cats", 0.9, image="other")]
    expected = mean_interval([0.2, 0.4, 0.9], groups=["i", "i", "other"])
    assert summarise_set("cats", rows).intervals == {"box": expected}


def test_scores_are_pooled_in_order() -> None:
    assert pool([row("a"), row("a", 0.5), row("b", 0.25, 1.0)]) == {"box": (0.5, 0.25, 1.0)}
    assert pool([row("a")]) == {}


def test_a_set_without_objects_is_named() -> None:
    with pytest.raises(InputError, match="set 'cats' has no object that counts in 1 images"):
        summarise_set("cats", [row("cats")])
