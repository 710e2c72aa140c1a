"""Claims about a whole comparison."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from anymask.evaluation.compare.comparison import compare_reports, to_dict
from anymask.evaluation.report import Curve
from anymask.evaluation.report_file import read_report, write_report


@pytest.fixture
def folders(write_measured) -> list[Path]:
    """The reports of two methods."""
    return [write_measured("a", 0.2, 0.9), write_measured("b", 0.4, 0.6)]


def test_a_task_has_numbers_differences_and_cases(folders: list[Path]) -> None:
    (points,) = compare_reports(folders, cases=1)
    assert [block.name for block in points.blocks] == ["boxes"]
    assert [(pair.label, pair.difference) for pair in points.pairs] == [("b", pytest.approx(-0.05))]
    assert len(points.galleries) == 6
    assert points.notes == ()


def test_without_cases_no_data_are_opened(folders: list[Path], boxes: Path) -> None:
    (boxes / "annotations.json").unlink()
    (points,) = compare_reports(folders, cases=0)
    assert (points.galleries, points.notes) == ((), ())
    (points,) = compare_reports(folders, cases=1)
    assert points.notes[0].startswith(f"No pictures of {boxes}: ")


def test_curves_of_all_reports_are_drawn_together(folders: list[Path]) -> None:
    for folder in folders:
        report = read_report(folder / "report.json")
        curve = Curve("mean IoU", "clicks", ((1.0, 0.3), (2.0, 0.5)))
        method = replace(report.methods[0], curves=(curve,))
        write_report(replace(report, methods=(method,)), folder)
    (points,) = compare_reports(folders, cases=0)
    (figure,) = points.figures
    assert figure.title == "mean IoU against clicks"
    assert Image.open(io.BytesIO(figure.png)).format == "PNG"


def test_json_holds_the_numbers(folders: list[Path]) -> None:
    described = json.loads(json.dumps(to_dict(compare_reports(folders, cases=0))))
    (task,) = described["tasks"]
    assert [method["label"] for method in task["methods"]] == ["a", "b"]
    assert task["sets"][0]["results"]["b"]["scores"] == {"regular": 0.5}
    assert task["differences"][0]["better"] == 1
