"""Claims about averages, and about reports on disk."""

import json
from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.evaluation.report import MethodResult, Report, SetResult, read_report, summarise
from anymask.evaluation.rows import Row, RowKey
from anymask.evaluation.sampling import LeftOut
from anymask.evaluation.walk import Failure


def row(set_name: str, *scores: float) -> Row:
    """A row with the box IoU of some objects."""
    numbers = tuple(range(len(scores)))
    measured = {"box": scores} if scores else {}
    return Row(RowKey("m", "", set_name, "i"), set_name, numbers, numbers, LeftOut(1), measured)


def result(name: str, images: int, objects: int, box: float) -> SetResult:
    """A set with one measure."""
    return SetResult(name, images, objects, LeftOut(small=1), {"box": box})


@pytest.fixture
def report() -> Report:
    """Two sets by one method."""
    method = MethodResult("tiny", (result("cats", 2, 3, 0.5), result("streets", 9, 99, 0.25)))
    settings = {"clicks": 1, "max_objects": None}
    failures = (Failure("sets/cats", "3.jpg", "it is empty"),)
    return Report("clicks", "0.1.0", settings, {"box": "box"}, (method,), failures)


def test_objects_of_a_set_count_the_same() -> None:
    rows = [row("cats", 1.0, 0.5, 0.0), row("streets", 0.25), row("cats", 1.0), row("cats")]
    cats, streets = summarise(rows)
    assert cats == SetResult("cats", 3, 4, LeftOut(3), {"box": 2.5 / 4})
    assert streets == SetResult("streets", 1, 1, LeftOut(1), {"box": 0.25})


def test_sets_count_the_same_in_their_mean(report: Report) -> None:
    expected = SetResult("mean of sets", 11, 102, LeftOut(small=2), {"box": 0.375})
    assert report.methods[0].mean == expected


def test_a_set_without_objects_is_named() -> None:
    with pytest.raises(InputError, match="set 'cats' has no object that counts in 1 images"):
        summarise([row("cats"), row("streets", 1.0)])


def test_a_report_is_read_as_it_was_written(report: Report, tmp_path: Path) -> None:
    path = report.write(tmp_path)
    assert read_report(path) == report
    assert json.loads(path.read_text())["methods"][0]["mean"]["scores"] == {"box": 0.375}


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.json does not exist; pass a report.json"):
        read_report(tmp_path / "none.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "anymask-evaluation", "version": 1}'])
def test_another_file_is_no_report(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.json").write_text(text)
    with pytest.raises(FormatError, match="is no evaluation report"):
        read_report(tmp_path / "other.json")


def test_another_version_is_refused(report: Report, tmp_path: Path) -> None:
    path = report.write(tmp_path)
    path.write_text(path.read_text().replace('"version": 1', '"version": 9'))
    with pytest.raises(FormatError, match=r"version 9; this anymask reads .* of version 1"):
        read_report(path)
