"""What `anymask evaluate instances` reads and writes: boxes, truths, masks, refusals."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from anymask.storage.images import save_png

pytest.importorskip("faster_coco_eval")


@pytest.fixture
def boxes(squares: Path, tmp_path: Path) -> Path:
    """Results of a detector: a right box, one in a foreign image, one of a foreign category."""
    file = squares / "annotations.json"
    categories = {"categories": [{"id": 1, "name": "square"}]}
    file.write_text(json.dumps(json.loads(file.read_text()) | categories))
    box = {"image_id": 0, "category_id": 1, "bbox": [2, 3, 12, 12], "score": 0.9}
    foreign = [{"image_id": 99}, {"category_id": 7}, {"image_id": 2}]
    path = tmp_path / "boxes.json"
    path.write_text(json.dumps([box, *(box | change for change in foreign)]))
    return path


@pytest.fixture
def instances(run, squares: Path, boxes: Path):
    """`anymask evaluate instances --data squares --detections boxes.json …`."""
    return lambda *more: run(
        "evaluate",
        "instances",
        "--data",
        squares,
        "--detections",
        boxes,
        "--baseline",
        "box",
        *more,
    )


def test_what_a_detector_found_elsewhere_is_named(instances) -> None:
    report = instances("--json").json
    result = report["methods"][0]["sets"][0]
    assert result["left_out"] == {
        "boxes in images that the set does not have (99)": 1,
        "boxes in images that were not measured (2)": 1,
        "boxes of categories that the set does not have (7)": 1,
    }
    assert result["scores"]["ar"] == 0.25


def test_masks_are_written_and_a_second_run_writes_the_same(instances, tmp_path: Path) -> None:
    written = tmp_path / "out" / "results" / "filled-box-squares.json"
    contents = []
    for _ in range(2):
        assert f"masks: {written}" in instances("--out", tmp_path / "out").err
        contents.append(json.loads(written.read_text()))
    assert contents[0] == contents[1]
    (mask,) = contents[0]
    assert (mask["image_id"], mask["category_id"], mask["score"]) == (0, 1, 0.9)
    assert mask["segmentation"]["size"] == [30, 40]


def test_boxes_that_have_changed_are_not_mixed_with_earlier_ones(
    instances, boxes: Path, tmp_path: Path
) -> None:
    assert instances("--out", tmp_path / "out").code == 0
    boxes.write_text(boxes.read_text().replace("0.9", "0.8"))
    ran = instances("--out", tmp_path / "out")
    assert ran.code == 2
    assert "was measured with boxes = " in ran.err


def test_boxes_of_one_file_belong_to_one_set(instances, squares: Path, tmp_path: Path) -> None:
    shutil.copytree(squares, tmp_path / "more")
    ran = instances("--data", tmp_path / "more")
    assert ran.code == 2
    assert "holds the boxes of one set, but --data is given 2 times" in ran.err


def test_sets_of_two_styles_are_refused(run, instances, squares: Path, tmp_path: Path) -> None:
    shutil.copytree(squares, tmp_path / "more")
    file = tmp_path / "more" / "annotations.json"
    file.write_text(file.read_text().replace('"square"', '"square", "frequency": "f"'))
    both = ("--data", squares, "--data", tmp_path / "more", "--baseline", "box")
    ran = run("evaluate", "instances", *both)
    assert ran.code == 2
    assert "some of the sets are in the style of COCO and some in that of LVIS" in ran.err


def test_sets_of_other_forms_are_refused(run, tmp_path: Path) -> None:
    save_png(tmp_path / "set" / "images" / "1.png", np.zeros((5, 5, 3), np.uint8))
    save_png(tmp_path / "set" / "masks" / "1.png", np.ones((5, 5), np.uint8))
    ran = run("evaluate", "instances", "--data", "set", "--split", "all", "--baseline", "box")
    assert ran.code == 2
    assert "set has no COCO or LVIS file" in ran.err
    assert "anymask data convert set --to coco" in ran.err


def test_the_missing_package_is_named_before_anything_is_measured(
    instances, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_coco_eval", None)
    ran = instances()
    assert ran.code == 2
    assert "pip install 'anymask[eval]'" in ran.err
    assert "of 2" not in ran.err


def test_bad_annotations_are_named_and_counted(instances, squares: Path) -> None:
    file = squares / "annotations.json"
    content = json.loads(file.read_text())
    first, *_ = content["annotations"]
    bad = [{"image_id": 99}, {"category_id": 7}, {"iscrowd": 1}]
    bad += [{"segmentation": {"size": [30, 40], "counts": [1200]}, "area": 0}]
    content["annotations"] += [first | change | {"id": 100 + n} for n, change in enumerate(bad)]
    file.write_text(json.dumps(content))
    report = instances("--json").json
    reasons = [note.partition(": ")[2].partition(":")[0] for note in report["notes"]]
    assert reasons == [
        "left out 1 annotations whose image the file does not list",
        "left out 1 annotations whose category the file does not list",
        "left out 1 crowd regions",
    ]
    result = report["methods"][0]["sets"][0]
    assert result["left_out"]["empty"] == 1
    assert result["objects"] == 4
