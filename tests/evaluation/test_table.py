"""Claims about tables."""

import re
from dataclasses import replace

import pytest

from anymask.evaluation.report import Failure, Measure, MethodResult, Report, SetResult
from anymask.evaluation.table import draw_table, means_table, method_table, to_markdown

MEASURES = {"regular": Measure("1 click"), "box": Measure("box")}


def method(name: str, *sets: str) -> MethodResult:
    """A method that takes boxes only."""
    results = [SetResult(each, 2, 30, {"box": 0.5125}, left_out={"too small": 4}) for each in sets]
    return MethodResult(name, tuple(results))


@pytest.fixture
def report() -> Report:
    """Two methods on two sets, and an image that could not be read."""
    methods = (method("grabcut", "cats", "streets"), method("filled box", "cats", "streets"))
    failures = (Failure("sets/cats", "3.jpg", "it is empty"),)
    return Report("points", "0.1.0", {"seed": 0, "split": "val"}, MEASURES, methods, failures)


def test_all_lines_of_a_table_are_as_long() -> None:
    lines = draw_table(["a", "long heading"], [["first", "1"], ["b", "22"]]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[1] == "|-------|-------------:|"


def test_a_table_of_a_method_ends_with_the_mean_of_several_sets() -> None:
    many = method_table(method("m", "cats", "streets"), MEASURES).splitlines()
    assert [line.split("|")[1].strip() for line in many[2:]] == ["cats", "streets", "mean of sets"]
    assert len(method_table(method("m", "cats"), MEASURES).splitlines()) == 3


def test_a_measure_without_an_answer_is_a_dash() -> None:
    row = method_table(method("m", "cats"), MEASURES).splitlines()[2]
    assert re.split(r" *\| *", row.strip("| ")) == ["cats", "2", "30", "-", "0.512"]


def test_an_interval_stands_beside_its_score() -> None:
    sets = (SetResult("cats", 2, 30, {"box": 0.5}, {"box": (0.46, 0.54)}),)
    assert "| 0.500 ±0.040 |" in method_table(MethodResult("m", sets), MEASURES)


def test_notes_on_the_data_are_told(report: Report) -> None:
    page = to_markdown(replace(report, notes=("sets/cats: left out 2 crowd regions",)))
    assert "- sets/cats: left out 2 crowd regions" in page


def test_methods_have_a_line_each(report: Report) -> None:
    lines = means_table(report.methods, MEASURES).splitlines()
    assert [line.split("|")[1].strip() for line in lines] == [
        "mean of sets",
        "-" * 14,
        "grabcut",
        "filled box",
    ]


def test_the_page_names_settings_omissions_failures_and_the_picture(report: Report) -> None:
    page = to_markdown(report, "curves.png")
    assert "anymask 0.1.0; seed 0, split val." in page
    assert "Objects left out: 8 too small." in page
    assert "- sets/cats, 3.jpg: it is empty" in page
    assert "![curves](curves.png)" in page
    assert "curves.png" not in to_markdown(report)
