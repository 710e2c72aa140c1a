"""The RAI report for people: a line per group, a marked gap, a line per region."""

import pytest

from anymask.evaluation.fairness.markdown import to_markdown
from anymask.evaluation.fairness.report import FairnessReport, compare_method, origins


@pytest.fixture
def text(row, people) -> str:
    """The page of the four images and one from Ghana."""
    rows = [*people, row("4", [], country="Ghana", region="Africa", income="middle")]
    method = compare_method("tiny", rows, ["regular"], ["age"])
    headings = {"regular": "1 click"}
    notes = ("one was lost",)
    report = FairnessReport(
        "1", {"split": "eval"}, headings, 0.95, (method,), *origins(rows), notes
    )
    return to_markdown(report, ["groups.png"])


@pytest.mark.parametrize(
    "line",
    [
        "anymask 1; split eval.",
        "## tiny",
        "| age: young |      4 |       4 | 0.800 ±0.130 |",
        "![groups and their intervals](groups.png)",
        "| Africa                          |         1 |      1 |     0 |           20.0% |",
        "- one was lost",
    ],
)
def test_the_page_has_this_line(text: str, line: str) -> None:
    assert line in text.splitlines()


def test_a_gap_whose_interval_excludes_zero_is_marked(text: str) -> None:
    (line,) = [line for line in text.splitlines() if line.startswith("| age: young - older")]
    assert "+0.550 [+" in line
    assert line.endswith("] * |")


def test_the_page_says_how_many_marks_chance_would_set(text: str) -> None:
    assert "* marks those that exclude zero: 1 of 1. Where no groups differ, 0.1 are" in text


def test_without_pairs_and_origins_there_are_no_such_tables(row) -> None:
    rows = [row("0", [(0.5, {"age": "old"})])]
    method = compare_method("tiny", rows, ["regular"], ["age"])
    report = FairnessReport("1", {}, {"regular": "1 click"}, 0.95, (method,), (), (), ())
    assert "difference" not in to_markdown(report)
    assert "| age: old |      1 |       1 |   0.500 |" in to_markdown(report)
