"""Folders of labelme files are opened wherever the image is, and never outside."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.exchange.labelme_dataset import (
    OTHER_JSON,
    UNLABELLED,
    is_labelme,
    open_labelme,
)
from anymask.errors import ConfigurationError, InputError

SHAPE = {"label": "cat", "points": [[0, 0], [2, 0], [2, 2]], "shape_type": "polygon"}


def save(path: Path, **content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": "5.4.1", "shapes": [SHAPE], **content}))


@pytest.fixture
def png(picture: Callable[[tuple[int, int]], bytes]) -> bytes:
    return picture((4, 5))


def test_the_image_beside_the_file_belongs_to_it(tmp_path: Path, png: bytes) -> None:
    save(tmp_path / "a" / "cat.json", imagePath="wrong.jpg")
    (tmp_path / "a" / "cat.png").write_bytes(png)
    dataset = open_labelme(tmp_path)
    assert (dataset.name(0), dataset.source(0)) == ("a/cat.png", tmp_path.name)
    assert [mask.category for mask in dataset.record(0).masks] == ["cat"]
    assert is_labelme(tmp_path)


def test_a_path_in_the_file_is_followed_within_the_folder(tmp_path: Path, png: bytes) -> None:
    save(tmp_path / "labels" / "1.json", imagePath="..\\images\\cat.png")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "cat.png").write_bytes(png)
    assert open_labelme(tmp_path).name(0) == "images/cat.png"


def test_without_a_path_or_an_image_a_file_is_broken(tmp_path: Path) -> None:
    save(tmp_path / "1.json", imagePath=3)
    with pytest.raises(BrokenSampleError, match="'imagePath' is 3 but must be a text"):
        open_labelme(tmp_path).record(0)


def test_an_image_outside_is_not_read(tmp_path: Path, png: bytes) -> None:
    save(tmp_path / "set" / "1.json", imagePath="../secret.png")
    (tmp_path / "secret.png").write_bytes(png)
    with pytest.raises(BrokenSampleError, match=r"image '\.\./secret\.png' does not lie beside"):
        open_labelme(tmp_path / "set").record(0)


def test_an_image_inside_the_file_is_read(tmp_path: Path, png: bytes) -> None:
    save(tmp_path / "1.json", imagePath="a.jpg", imageData=base64.b64encode(png).decode())
    dataset = open_labelme(tmp_path)
    assert dataset.image_bytes(0) == png
    assert dataset[0].masks.sum() == 3


def test_two_files_do_not_share_an_image(tmp_path: Path, png: bytes) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "cat.png").write_bytes(png)
    save(tmp_path / "a" / "1.json", imagePath="/home/a/cat.png")
    save(tmp_path / "b" / "1.json", imagePath="/home/b/cat.png")
    dataset = open_labelme(tmp_path)
    assert len(dataset.record(0).masks) == 1
    with pytest.raises(BrokenSampleError, match=r"/home/b/cat\.png"):
        dataset.record(1)


def test_what_is_not_used_is_counted(tmp_path: Path, png: bytes) -> None:
    save(tmp_path / "cat.json", shapes=[SHAPE, SHAPE | {"shape_type": "line"}])
    (tmp_path / "cat.png").write_bytes(png)
    (tmp_path / "dog.png").write_bytes(png)
    (tmp_path / "notes.json").write_text("[]")
    left_out = {items.reason: items.examples for items in open_labelme(tmp_path).left_out}
    assert left_out == {
        OTHER_JSON: ("notes.json",),
        UNLABELLED: ("dog.png",),
        "lines and points": ("cat.png",),
    }


def test_other_folders_and_splits_are_refused(tmp_path: Path, png: bytes) -> None:
    (tmp_path / "a.json").write_text('{"annotations": []}')
    (tmp_path / "a.png").write_bytes(png)
    assert not is_labelme(tmp_path)
    save(tmp_path / "a.json")
    with pytest.raises(ConfigurationError, match=r"split is 'val', but .* has none"):
        open_labelme(tmp_path, "val")
    (tmp_path / "a.json").unlink()
    with pytest.raises(InputError, match=r"no labelled image: left out 1 images without"):
        open_labelme(tmp_path)
