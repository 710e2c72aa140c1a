"""`anymask evaluate text`: the floor without weights, resuming, models without text, no labels."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def named(squares: Path) -> Path:
    """The squares, called "door_frame" and "window" in each picture."""
    file = squares / "annotations.json"
    content = json.loads(file.read_text())
    content["categories"] = [{"id": 1, "name": "door_frame"}, {"id": 2, "name": "window"}]
    for number, annotation in enumerate(content["annotations"]):
        annotation |= {"category_id": number % 2 + 1, "phrases": ["a thing"]}
    file.write_text(json.dumps(content))
    return squares


@pytest.fixture
def ask(run, named: Path):
    """`anymask evaluate text --data squares …`."""
    return lambda *more: run("evaluate", "text", "--data", named, *more)


def test_the_floor_is_measured_phrase_by_phrase(ask) -> None:
    report = ask("--baseline", "whole-picture", "--json").json
    (result,) = report["methods"][0]["sets"]
    assert (report["task"], result["images"], result["objects"]) == ("text", 2, 4)
    assert result["scores"]["iou"] == pytest.approx((144 + 252) / 2 / 1200)
    assert result["scores"]["recall"] == 0


def test_phrases_are_asked_instead_of_categories(ask) -> None:
    report = ask("--baseline", "whole-picture", "--labels", "phrase", "--json").json
    (result,) = report["methods"][0]["sets"]
    assert result["objects"] == 2
    assert result["scores"]["iou"] == pytest.approx((144 + 252) / 1200)


def test_rows_tell_what_was_asked_and_are_kept(ask, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = ask("--baseline", "whole-picture", "--out", out)
    rows = [json.loads(line) for line in (out / "report.jsonl").read_text().splitlines()[1:]]
    assert [row["phrases"] for row in rows] == [["door frame", "window"]] * 2
    assert ask("--baseline", "whole-picture", "--out", out).out == first.out


def test_a_model_without_text_is_refused_with_the_way_out(ask, random_model: Path) -> None:
    ran = ask("--model", random_model)
    assert ran.code == 2
    assert "takes no text prompts; measure a model that has a text encoder" in ran.err


def test_data_without_labels_are_refused(run, squares: Path) -> None:
    ran = run("evaluate", "text", "--data", squares, "--baseline", "whole-picture")
    assert ran.code == 2
    assert "no object that counts" in ran.err
