"""Ratings are printed and written: the same numbers in tables and JSON."""

import json
from pathlib import Path

import pytest

from anymask.cli.evaluate.ratings_run import report_ratings
from anymask.evaluation.quality.key import write_key
from anymask.evaluation.quality.study import Study, Trial


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A key of two methods on two objects, and the ratings of one person."""
    trials = [
        Trial(f"t{n}", "ab"[n % 2], "cats", f"{n // 2}.jpg", 0, "cats", 0.5) for n in range(4)
    ]
    study = Study(tuple((trial,) for trial in trials))
    write_key(study, tmp_path / "key.json", {})
    content = {"format": "anymask-ratings", "version": 1, "study": study.name, "rater": "Ann"}
    ratings = {"t0": 8, "t1": 3, "t2": 6, "t3": 2, "t9": 1}
    (tmp_path / "ann.json").write_text(json.dumps({**content, "ratings": ratings}))
    return tmp_path / "key.json", [tmp_path / "ann.json"]


def test_json_and_files_hold_the_same(files, capsys, tmp_path: Path) -> None:
    report_ratings(*files, (0.99, 100, 0), tmp_path / "out", True)
    printed = capsys.readouterr()
    value = json.loads(printed.out)
    assert [line["mean"] for line in value["methods"]] == [7, 2.5]
    assert value["pairs"][0]["difference"] == 4.5
    assert json.loads((tmp_path / "out" / "ratings.json").read_text()) == value
    assert "Ann: left out 1 scores that fit no mask: t9: 1" in printed.err


def test_tables_are_printed_without_a_folder(files, capsys) -> None:
    report_ratings(*files, (0.99, 100, 0), None, False)
    out = capsys.readouterr().out
    assert "| cats: a     |       2 |" in out
    assert "| cats: a - b     |       2 | +4.50 " in out
