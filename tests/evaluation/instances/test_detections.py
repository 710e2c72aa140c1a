"""Claims about reading COCO results."""

import json
from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.evaluation.instances.detections import Detection, read_detections

BOX = {"image_id": 7, "category_id": 3, "bbox": [1, 2, 10.5, 20], "score": 0.25}


@pytest.fixture
def results(tmp_path: Path):
    """A function that writes a file of results."""

    def write(content: object) -> Path:
        path = tmp_path / "boxes.json"
        path.write_text(json.dumps(content))
        return path

    return write


def test_boxes_are_read_with_their_corners(results) -> None:
    assert read_detections(results([BOX])) == (Detection(7, 3, (1, 2, 11.5, 22), 0.25),)
    assert read_detections(results([])) == ()


def test_boxes_are_measured_on_masks_where_they_are_missing(results) -> None:
    masked = {key: value for key, value in BOX.items() if key != "bbox"}
    masked["segmentation"] = {"size": [2, 4], "counts": [2, 3, 3]}
    assert read_detections(results([masked]))[0].box == (1, 0, 3, 2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"score": None}, "entry 1: 'score' is missing"),
        ({"score": "high"}, "entry 1: 'score' is 'high' but must be a finite number"),
        ({"bbox": [1, 2, 3]}, r"entry 1: 'bbox' is \[1, 2, 3\] but must be a box"),
        ({"bbox": None}, "entry 1: there is neither 'bbox' nor 'segmentation'"),
        ({"bbox": None, "segmentation": 5}, "entry 1: the segmentation cannot be read: 5 is no"),
        ({"image_id": "7"}, "entry 1: 'image_id' is '7' but must be a whole number"),
        ({"category_id": -1}, "entry 1: 'category_id' is -1 but must be a whole number"),
    ],
)
def test_a_wrong_entry_is_named(results, change: dict[str, object], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_detections(results([BOX, BOX | change]))


@pytest.mark.parametrize("content", [{}, {"annotations": []}, [1], "boxes", None])
def test_another_file_holds_no_results(results, content: object) -> None:
    with pytest.raises(FormatError, match=r"boxes.json holds no list of results; COCO results are"):
        read_detections(results(content))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*none.json: no such file"):
        read_detections(tmp_path / "none.json")
    (tmp_path / "torn.json").write_text('[{"image_id": 7,')
    with pytest.raises(FormatError, match=r"torn.json is not JSON"):
        read_detections(tmp_path / "torn.json")
