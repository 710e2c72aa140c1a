"""Claims about photos and true masks, found again."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from anymask.evaluation.compare.examples import Question
from anymask.evaluation.compare.originals import Originals, Place
from anymask.geometry import rle

ASKED = Question("boxes", "1.png", "object 0", (0,), 400)


@pytest.fixture
def originals() -> Originals:
    """Nothing opened yet."""
    return Originals()


def test_the_photo_and_the_mask_are_those_that_were_measured(originals, boxes: Path) -> None:
    found = originals.find(ASKED, Place(str(boxes), None))
    assert found is not None
    truth = rle.decode(found.truth).numpy()
    assert np.array_equal(found.pixels[..., 0] > 100, truth)
    assert originals.missing == {}


def test_several_objects_are_one_truth(originals, boxes: Path) -> None:
    file = boxes / "annotations.json"
    content = json.loads(file.read_text())
    content["annotations"] += [{**content["annotations"][0], "image_id": 1, "id": 2}]
    file.write_text(json.dumps(content))
    both = replace(ASKED, members=(0, 1), area=600)
    found = originals.find(both, Place(str(boxes), None))
    assert found is not None
    assert rle.box(found.truth) == (5, 10, 35, 30)


def test_data_that_are_gone_are_told_once(originals, tmp_path: Path) -> None:
    gone = Place(str(tmp_path / "gone"), None)
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
    assert originals.find(replace(ASKED, **change), Place(str(boxes), None)) is None
    assert reason in next(iter(originals.missing))


def test_a_broken_image_is_told(originals, boxes: Path) -> None:
    (boxes / "images" / "1.png").write_bytes(b"not a picture")
    assert originals.find(ASKED, Place(str(boxes), None)) is None
    assert "1.png" in next(iter(originals.missing))
