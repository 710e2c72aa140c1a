"""SA-1B json: the published layout, read back exactly, refused with the place of the fault."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as pycocotools

from anymask.data.record import ImageRecord
from anymask.data.sa1b import read_sa1b, write_sa1b
from anymask.errors import FormatError, InputError
from anymask.geometry import rle


@pytest.fixture
def path(tmp_path: Path, image: ImageRecord) -> Path:
    """The file of the image."""
    return write_sa1b(tmp_path / "cat.json", image)[0]


def test_the_layout_is_the_published_one(path: Path) -> None:
    content = json.loads(path.read_text())
    assert content.keys() == {"image", "annotations"}
    assert content["image"] == {
        "image_id": 7,
        "width": 17,
        "height": 12,
        "file_name": "photos/cat.jpg",
    }
    fields = "id segmentation bbox area predicted_iou stability_score crop_box point_coords"
    for annotation in content["annotations"]:
        assert list(annotation) == fields.split()
        assert annotation["segmentation"].keys() == {"size", "counts"}
    assert content["annotations"][0]["bbox"] == [2.0, 1.0, 10.0, 9.0]
    assert content["annotations"][0]["point_coords"] == [[5.5, 2.5]]
    assert content["annotations"][1]["crop_box"] == [0.0, 0.0, 17.0, 12.0]


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_pycocotools_reads_the_masks(path: Path, image: ImageRecord) -> None:
    for annotation, mask in zip(
        json.loads(path.read_text())["annotations"], image.masks, strict=True
    ):
        decoded = pycocotools.decode(annotation["segmentation"])
        np.testing.assert_array_equal(decoded, rle.decode(mask.rle))
        assert annotation["bbox"] == pycocotools.toBbox(annotation["segmentation"]).tolist()
        assert annotation["area"] == decoded.sum()


def test_what_the_format_knows_is_read_back(path: Path, image: ImageRecord) -> None:
    whole = (0.0, 0.0, 17.0, 12.0)
    expected = tuple(
        replace(mask, parent=None, category=None, crop_box_xywh=mask.crop_box_xywh or whole)
        for mask in image.masks
    )
    assert read_sa1b(path) == replace(image, masks=expected)


def test_missing_scores_are_read_as_unknown(path: Path) -> None:
    content = json.loads(path.read_text())
    for annotation in content["annotations"]:
        for name in ("predicted_iou", "stability_score", "crop_box", "point_coords", "bbox"):
            annotation.pop(name)
    path.write_text(json.dumps(content))
    assert {mask.predicted_iou for mask in read_sa1b(path).masks} == {None}


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (["image"], [], "'image' is \\[\\] but must be an object"),
        (["image", "width"], 0, "image: 'width' is 0 but must be a whole number from 1"),
        (["image", "file_name"], "../secret", "must be a relative path that stays"),
        (["annotations"], {}, "'annotations' is {} but must be a list of objects"),
        (["annotations", 1, "segmentation"], 3, "annotation 1: the segmentation cannot be read: 3"),
        (["annotations", 2, "segmentation", "counts"], "!!", "annotation 2: .* the run lengths"),
        (["annotations", 0, "segmentation", "size"], [17, 12], r"annotation 0: the mask has \(17,"),
        (["annotations", 0, "predicted_iou"], "good", "'predicted_iou' is 'good' but must be a"),
        (["annotations", 0, "point_coords"], [1, 2], "must be a list of points"),
        (["annotations", 0, "crop_box"], [1, 2], "must be a box"),
    ],
)
def test_faults_are_named_with_their_place(
    path: Path, place: list[Any], value: object, message: str
) -> None:
    content = json.loads(path.read_text())
    target = content
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    path.write_text(json.dumps(content))
    with pytest.raises(FormatError, match=message):
        read_sa1b(path)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file.*check the path"):
        read_sa1b(tmp_path / "nowhere.json")
