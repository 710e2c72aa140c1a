"""Claims about photos and true masks, found again."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.evaluation.compare.answers import Question
from anymask.evaluation.compare.originals import Originals, Place
from anymask.geometry import rle
from anymask.storage.images import save_png

ASKED = Question("boxes", "1.png", "object 0", (0,), 400)


@pytest.fixture
def originals() -> Originals:
    """Nothing opened yet."""
    return Originals()


def test_the_photo_and_the_mask_are_those_that_were_measured(originals, boxes: Path) -> None:
    found = originals.find(ASKED, Place(str(boxes)))
    assert found is not None
    truth = rle.decode(found.truth).numpy()
    assert np.array_equal(found.pixels[..., 0] > 100, truth)
    assert originals.missing == {}


def test_the_split_is_that_of_the_report() -> None:
    assert Place.of({"split": "val"}, "cats", "sets/cats") == Place("sets/cats", "val")
    assert Place.of({"split": "all"}, "cats", "sets/cats") == Place("sets/cats")
    assert Place.of({}, "cats", "sets/cats") == Place("sets/cats")


def test_a_set_of_a_suite_is_opened_as_the_suite_says(originals, tmp_path: Path) -> None:
    hands = np.array([[0, 1, 1, 0], [0, 1, 1, 0], [2, 2, 0, 0]], np.uint8)
    save_png(tmp_path / "GTEA" / "Masks" / "ego_1.png", hands)
    (tmp_path / "GTEA" / "Images").mkdir()
    Image.new("RGB", (4, 3)).save(tmp_path / "GTEA" / "Images" / "ego_1.jpg")
    place = Place.of({"suite": "sam-23", "split": "eval"}, "GTEA", str(tmp_path))
    (image,) = (place.open().name(index) for index in range(len(place.open())))
    found = originals.find(Question("GTEA", image, "object 0", (0,), 4), place)
    assert found is not None
    assert Place.of({"suite": "sam-23"}, "cats", "sets/cats").published is None


def test_several_objects_are_one_truth(originals, boxes: Path) -> None:
    file = boxes / "annotations.json"
    content = json.loads(file.read_text())
    content["annotations"] += [{**content["annotations"][0], "image_id": 1, "id": 2}]
    file.write_text(json.dumps(content))
    both = replace(ASKED, members=(0, 1), area=600)
    found = originals.find(both, Place(str(boxes)))
    assert found is not None
    assert rle.box(found.truth) == (5, 10, 35, 30)


def test_data_that_are_gone_are_told_once(originals, tmp_path: Path) -> None:
    gone = Place(str(tmp_path / "gone"))
    assert not originals.has(gone)
    assert originals.find(ASKED, gone) is None
    (sentence,) = originals.missing
    assert sentence.startswith(f"No pictures of {gone.path}: ")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"image": "7.png"}, "the set has no such image any more"),
        ({"members": (3,)}, "it has only 1 objects now"),
        ({"area": 399}, "has changed since"),
    ],
)
def test_images_that_changed_are_told(originals, boxes: Path, change: dict, reason: str) -> None:
    assert originals.find(replace(ASKED, **change), Place(str(boxes))) is None
    assert reason in next(iter(originals.missing))


def test_a_broken_image_is_told(originals, boxes: Path) -> None:
    (boxes / "images" / "1.png").write_bytes(b"not a picture")
    assert originals.find(ASKED, Place(str(boxes))) is None
    assert "1.png" in next(iter(originals.missing))
