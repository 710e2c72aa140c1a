"""The index of a COCO or LVIS file: images in order, masks when they are asked for."""

import json
from pathlib import Path

import pytest

from anymask.data.coco_index import UNKNOWN_CATEGORIES, WITHOUT_MASKS, CocoIndex
from anymask.data.left_out import LeftOutItems
from anymask.errors import FormatError


def _write(path: Path, **images: object) -> Path:
    image = {"id": 3, "height": 4, "width": 6, **images}
    bad = {"id": 1, "image_id": 3, "segmentation": "torn", "category_id": 2}
    content = {"images": [image], "annotations": [bad], "categories": [{"id": 2, "name": "cat"}]}
    path.write_text(json.dumps(content))
    return path


def test_a_broken_mask_is_met_only_when_its_image_is_asked_for(tmp_path: Path) -> None:
    index = CocoIndex(_write(tmp_path / "a.json", file_name="a.jpg"))
    assert [each["category"] for each in index.annotations(3)] == ["cat"]
    with pytest.raises(FormatError, match=r"annotations\[0\]: the segmentation cannot be read"):
        index.record(3)


def test_lvis_images_are_named_by_their_address(tmp_path: Path) -> None:
    address = "http://images.example.org/val2017/000000000139.jpg"
    index = CocoIndex(_write(tmp_path / "a.json", coco_url=address))
    assert index.images[3].file_name == "val2017/000000000139.jpg"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", ""])
def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match=r"images\[0\]: 'file_name' is"):
        CocoIndex(_write(tmp_path / "a.json", file_name=name))


def test_splits_and_what_was_skipped_are_told(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.json", file_name="a.jpg", split="val")
    content = json.loads(path.read_text())
    content["annotations"][0]["category_id"] = 9
    path.write_text(json.dumps(content))
    index = CocoIndex(path)
    assert index.splits == {3: "val"}
    assert index.left_out() == (
        LeftOutItems(UNKNOWN_CATEGORIES, 1, ("annotations[0]",)),
        LeftOutItems(WITHOUT_MASKS, 1, ("a.jpg",)),
    )
    assert index.left_out(set()) == ()


def test_a_mask_without_a_category_has_no_name_even_if_a_category_is_number_0(
    tmp_path: Path,
) -> None:
    path = _write(tmp_path / "a.json", file_name="a.jpg")
    content = json.loads(path.read_text())
    content["categories"] = [{"id": 0, "name": "window"}]
    content["annotations"] = [
        {"id": 1, "image_id": 3, "segmentation": "torn"},
        {"id": 2, "image_id": 3, "segmentation": "torn", "category_id": 0},
    ]
    path.write_text(json.dumps(content))
    assert [each["category"] for each in CocoIndex(path).annotations(3)] == [None, "window"]
