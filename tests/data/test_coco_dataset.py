"""Claims about COCO files with their images."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.coco_dataset import CocoDataset
from anymask.data.coco_index import UNKNOWN_CATEGORIES
from anymask.errors import FormatError, InputError


def test_coco_splits_partition_the_images_and_crowds_are_left_out(
    coco: Path, block: Callable[[int], np.ndarray]
) -> None:
    train, evaluation = CocoDataset(coco, "train"), CocoDataset(coco, "eval")
    assert (len(train), len(evaluation), len(CocoDataset(coco))) == (2, 1, 3)
    assert np.array_equal(train[0].masks.numpy(), block(1)[None])
    assert np.array_equal(evaluation[0].masks.numpy(), block(3)[None])
    assert len(train[1].masks) == 0
    assert train.source(0) == "zoo"


def test_errors_name_the_file(coco: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"annotations\.json does not exist"):
        CocoDataset(tmp_path)
    with pytest.raises(InputError, match="no image whose split is 'val'; did you mean 'eval'"):
        CocoDataset(coco, "val")
    (coco / "annotations.json").write_text('{"annotations": []}')
    with pytest.raises(FormatError, match=r"annotations\.json: 'images' is None"):
        CocoDataset(coco)


@pytest.mark.parametrize(
    ("file", "images"),
    [
        ("annotations.json", "images"),
        ("_annotations.coco.json", "."),
        ("annotations/instances_val2017.json", "val2017"),
        ("annotations/instances_val2017.json", "images/val2017"),
        ("annotations/instances_val2017.json", "images"),
    ],
)
def test_images_are_found_in_the_usual_places(
    coco: Path, tmp_path: Path, file: str, images: str
) -> None:
    root = tmp_path / "copy"
    (root / file).parent.mkdir(parents=True)
    shutil.copy(coco / "annotations.json", root / file)
    shutil.copytree(coco / "images", root / images, dirs_exist_ok=True)
    for path in (root, root / file):
        dataset = CocoDataset(path)
        assert len(dataset[0].masks) == 1
        assert dataset.source(0) == "copy"


def test_the_split_chooses_among_the_files_of_annotations(coco: Path) -> None:
    (coco / "annotations").mkdir()
    content = (coco / "annotations.json").read_bytes()
    for name in ("instances_train2017", "instances_val2017", "captions_val2017"):
        (coco / "annotations" / f"{name}.json").write_bytes(content)
    (coco / "annotations.json").unlink()
    assert len(CocoDataset(coco, "val")) == 3
    with pytest.raises(InputError, match=r"2 files for split None.*instances_train2017"):
        CocoDataset(coco)


def test_missing_images_are_broken_and_all_missing_ones_an_error(coco: Path) -> None:
    (coco / "images" / "0.jpg").unlink()
    dataset = CocoDataset(coco)
    with pytest.raises(BrokenSampleError, match=r"0\.jpg cannot be used: cannot read it: no such"):
        dataset[0]
    shutil.rmtree(coco / "images")
    with pytest.raises(InputError, match=r"none of the images of .* is there"):
        CocoDataset(coco)


def test_wrong_category_ids_are_counted(coco: Path) -> None:
    content = json.loads((coco / "annotations.json").read_text())
    content["annotations"][2]["category_id"] = 77
    (coco / "annotations.json").write_text(json.dumps(content))
    dataset = CocoDataset(coco)
    places = {items.reason: items.examples for items in dataset.left_out}
    assert places[UNKNOWN_CATEGORIES] == ("annotations[2]",)
    assert len(dataset[1].masks) == 0


def test_records_have_ids_and_categories(coco: Path) -> None:
    record = CocoDataset(coco, "eval").record(0)
    assert (record.image_id, record.file_name, record.size) == (1, "1.jpg", (20, 30))
    assert [mask.category for mask in record.masks] == ["block"]


def test_polygons_are_filled(coco: Path) -> None:
    content = json.loads((coco / "annotations.json").read_text())
    content["annotations"][0]["segmentation"] = [[2, 1, 5, 1, 5, 3, 2, 3]]
    (coco / "annotations.json").write_text(json.dumps(content))
    masks = CocoDataset(coco)[0].masks
    assert masks.nonzero()[:, 1:].tolist() == [[y, x] for y in (1, 2) for x in (2, 3, 4)]
