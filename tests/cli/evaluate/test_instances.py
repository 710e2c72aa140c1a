"""`anymask evaluate instances`: its options; `test_instances_run` has what it reads and writes."""

import json
from pathlib import Path

import pytest

pytest.importorskip("faster_coco_eval")


@pytest.fixture
def instances(run, squares: Path):
    """`anymask evaluate instances --data squares …` on a set with categories."""
    file = squares / "annotations.json"
    categories = {"categories": [{"id": 1, "name": "square"}]}
    file.write_text(json.dumps(json.loads(file.read_text()) | categories))
    return lambda *more: run("evaluate", "instances", "--data", squares, *more)


def test_filled_boxes_of_rectangles_are_perfect(instances) -> None:
    report = instances("--baseline", "box", "--json").json
    (method,) = report["methods"]
    assert method["mean"]["scores"]["ap"] == 1.0
    assert (method["mean"]["images"], method["mean"]["objects"]) == (2, 4)
    assert (
        report["settings"] | {"boxes": "truth", "style": "coco", "feedback": 1}
        == (report["settings"])
    )


def test_a_model_is_measured_with_feedback(instances, random_model: Path) -> None:
    report = instances("--model", random_model, "--feedback", "2", "--json").json
    assert 0 <= report["methods"][0]["mean"]["scores"]["ap"] <= 1
    assert report["settings"]["feedback"] == 2


def test_the_style_can_be_chosen(instances) -> None:
    ran = instances("--baseline", "box", "--style", "lvis")
    assert ran.code == 2
    assert "not every category of the annotation file has a 'frequency'" in ran.err
