"""Claims about reports on disk."""

import json
from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.evaluation.report import Curve, Failure, Measure, MethodResult, Report, SetResult
from anymask.evaluation.report_file import read_report, write_report


@pytest.fixture
def report() -> Report:
    """Two sets by one method, with everything that a report can hold."""
    cats = SetResult("cats", 2, 3, {"box": 0.5}, {"box": (0.4, 0.6)}, {"empty": 2})
    curve = Curve("mean IoU", "clicks", ((1.0, 0.5), (2.0, 0.75)), "cats")
    method = MethodResult("tiny", (cats, SetResult("streets", 9, 99, {"box": 0.25})), (curve,))
    return Report(
        task="points",
        anymask="0.1.0",
        settings={"clicks": 1, "max_objects": None},
        measures={"box": Measure("box"), "noc": Measure("NoC", higher_is_better=False)},
        methods=(method,),
        failures=(Failure("sets/cats", "3.jpg", "it is empty"),),
        notes=("sets/cats: left out 1 crowd regions: annotations[3]",),
    )


def test_a_report_is_read_as_it_was_written(report: Report, tmp_path: Path) -> None:
    path = write_report(report, tmp_path)
    assert read_report(path) == report
    assert json.loads(path.read_text())["methods"][0]["mean"]["scores"] == {"box": 0.375}


def test_a_report_of_version_1_is_still_read(tmp_path: Path) -> None:
    left_out = {"empty": 0, "small": 4, "surplus": 1}
    cats = {"name": "cats", "images": 2, "objects": 3, "left_out": left_out, "scores": {"box": 0.5}}
    value = {
        "format": "anymask-evaluation",
        "version": 1,
        "task": "clicks",
        "anymask": "0.1.0",
        "settings": {"clicks": 1},
        "headings": {"box": "box"},
        "methods": [{"name": "tiny", "sets": [cats], "mean": cats}],
        "failures": [],
    }
    (tmp_path / "old.json").write_text(json.dumps(value))
    old = read_report(tmp_path / "old.json")
    expected = SetResult(
        "cats", 2, 3, {"box": 0.5}, left_out={"too small": 4, "beyond the maximum": 1}
    )
    assert old.methods == (MethodResult("tiny", (expected,)),)
    assert (old.task, old.measures) == ("points", {"box": Measure("box")})


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.json does not exist; pass a report.json"):
        read_report(tmp_path / "none.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "anymask-evaluation", "version": 1}'])
def test_another_file_is_no_report(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.json").write_text(text)
    with pytest.raises(FormatError, match="is no evaluation report"):
        read_report(tmp_path / "other.json")


def test_another_version_is_refused(report: Report, tmp_path: Path) -> None:
    path = write_report(report, tmp_path)
    path.write_text(path.read_text().replace('"version": 2', '"version": 9'))
    with pytest.raises(FormatError, match=r"version 9; this anymask reads .* of versions up to 2"):
        read_report(path)
