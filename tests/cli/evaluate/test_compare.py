"""`anymask evaluate compare`: tables, page, JSON, notes, data that are gone, refusals."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def reports(run, squares: Path, tmp_path: Path) -> list[Path]:
    """Reports of one task by two methods, measured on the same squares."""
    pytest.importorskip("skimage")
    folders = [tmp_path / "felzenszwalb", tmp_path / "box"]
    for folder in folders:
        method = ("--data", squares, "--baseline", folder.name, "--out", folder)
        assert run("evaluate", "points", *method).code == 0
    return folders


def test_the_table_has_a_line_per_method(run, reports: list[Path]) -> None:
    ran = run("evaluate", "compare", *reports)
    assert ran.code == 0
    assert ran.out.startswith("## points\n")
    assert [line.split("|")[1].strip() for line in ran.out.splitlines() if "|" in line] == [
        "squares",
        "-" * 14,
        "felzenszwalb",
        "filled box",
    ]


def test_the_page_shows_cases(run, reports: list[Path]) -> None:
    ran = run("evaluate", "compare", *reports, "--html", "page", "--cases", "1")
    assert ran.err.splitlines()[-1] == "page: page/index.html"
    page = Path("page/index.html").read_text()
    assert page.count('<div class="card">') == 4
    assert page.count("<img") == 8


def test_reports_of_several_tasks_have_a_section_each(run, reports, squares: Path) -> None:
    file = squares / "annotations.json"
    named = file.read_text().replace(
        '{"images"', '{"categories": [{"id": 1, "name": "x"}], "images"'
    )
    file.write_text(named)
    run("evaluate", "text", "--data", squares, "--baseline", "whole-picture", "--out", "text")
    described = run("evaluate", "compare", *reports, "text", "--json").json
    assert [task["task"] for task in described["tasks"]] == ["points", "text"]


def test_what_is_unfair_is_said(run, reports: list[Path], squares: Path) -> None:
    run("evaluate", "points", "--data", squares, "--baseline", "box", "--seed", 1, "--out", "new")
    ran = run("evaluate", "compare", *reports, "new")
    assert "points: The setting seed differs: 0 (felzenszwalb, filled box" in ran.err


def test_data_that_are_gone_are_said(run, reports: list[Path], squares: Path) -> None:
    shutil.rmtree(squares)
    ran = run("evaluate", "compare", *reports, "--html", "page")
    assert ran.code == 0
    assert f"points: No pictures of {squares}" in ran.err
    assert "<figure>" not in Path("page/index.html").read_text()


def test_a_missing_report_is_refused(run) -> None:
    ran = run("evaluate", "compare", "none")
    assert ran.code == 2
    assert "none does not exist" in ran.err
