"""Claims about COCO files whose images lie elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anymask.data.coco_dataset import CocoDataset
from anymask.data.suites.coco_files import CocoFiles
from anymask.errors import InputError

Save = Callable[..., Path]
Make = Callable[[str], dict[str, Any]]


def test_images_are_found_in_the_folder_that_the_set_names(
    photo: Save, document: Save, coco: Make
) -> None:
    root = photo("train/data/a.jpg")
    document("train/labels.json", coco("a.jpg"))
    dataset = CocoFiles(("train/labels.json",), ("pictures", "train/data")).open(root, "Set")
    assert [mask.category for mask in dataset.record(0).masks] == ["thing"]
    assert dataset.source(0) == "Set"


def test_it_reads_what_the_reader_of_coco_reads(photo: Save, document: Save, coco: Make) -> None:
    root = photo("images/a.jpg")
    document("annotations.json", coco("a.jpg"))
    ours = CocoFiles(("annotations.json",), ("images",)).open(root, "Set")
    assert ours.compact(0).masks == CocoDataset(root).compact(0).masks


def test_several_files_are_one_set(photo: Save, document: Save, coco: Make) -> None:
    root = photo("images/a.jpg", "images/b.jpg")
    document("train.json", coco("a.jpg"))
    document("val.json", coco("b.jpg"))
    dataset = CocoFiles(("train.json", "val.json"), ("images",)).open(root, "Set")
    assert [dataset.name(n) for n in range(len(dataset))] == ["a.jpg", "b.jpg"]
    assert [len(dataset.compact(n).masks) for n in range(2)] == [1, 1]


def test_names_can_be_changed(photo: Save, document: Save, coco: Make) -> None:
    root = photo("images/7.jpg")
    document("a.json", coco("OLD_7.jpg"))
    layout = CocoFiles(("a.json",), ("images",), lambda name: name.removeprefix("OLD_"))
    assert layout.open(root, "Set").name(0) == "7.jpg"


def test_what_is_left_out_of_every_file_is_told(photo: Save, document: Save, coco: Make) -> None:
    root = photo("images/a.jpg", "images/b.jpg")
    crowd, without = coco("a.jpg"), coco("b.jpg")
    crowd["annotations"] += [{**crowd["annotations"][0], "iscrowd": 1}]
    without["annotations"] = []
    document("a.json", crowd)
    document("b.json", without)
    told = CocoFiles(("a.json", "b.json"), ("images",)).open(root, "Set").left_out
    assert [items.reason for items in told] == ["crowd regions", "images without masks"]


def test_missing_images_are_named(document: Save, coco: Make, tmp_path: Path) -> None:
    document("a.json", coco("a.jpg"))
    with pytest.raises(InputError, match=r"none of the images of a\.json is in images or photos"):
        CocoFiles(("a.json",), ("images", "photos")).open(tmp_path, "Set")
