"""COCO json: read back exactly and by pycocotools; what is left out is counted."""

import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from pycocotools.coco import COCO

from anymask.data.coco import read_coco, write_coco
from anymask.data.coco_index import CROWDS, UNKNOWN_CATEGORIES, UNKNOWN_IMAGES, WITHOUT_MASKS
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import FormatError
from anymask.geometry import rle


@pytest.fixture
def path(tmp_path: Path, image: ImageRecord) -> Path:
    """A file of two images."""
    other = replace(image, file_name="dog.png", image_id=9, masks=image.masks[:2])
    return write_coco(tmp_path / "all.json", [image, replace(other, masks=image.masks[1:2])])[0]


def changed(path: Path, **lists: Any) -> Path:
    """Replace top-level fields of a file."""
    path.write_text(json.dumps(json.loads(path.read_text()) | lists))
    return path


def test_all_that_is_known_is_read_back(path: Path, image: ImageRecord) -> None:
    content = read_coco(path)
    named = tuple(replace(mask, category=mask.category or "object") for mask in image.masks)
    assert content.images[0] == replace(image, masks=named)
    assert content.images[1].masks == named[1:2]
    assert content.left_out == ()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_pycocotools_reads_the_file(path: Path, image: ImageRecord) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(str(path))
    annotations = coco.loadAnns(coco.getAnnIds(imgIds=[7]))
    assert [coco.loadCats(a["category_id"])[0]["name"] for a in annotations][:2] == [
        "ring",
        "blocks",
    ]
    for annotation, mask in zip(annotations, image.masks, strict=True):
        np.testing.assert_array_equal(coco.annToMask(annotation), rle.decode(mask.rle))
    assert len({annotation["id"] for annotation in coco.loadAnns(coco.getAnnIds())}) == 6


def test_images_of_the_same_id_are_numbered_anew(tmp_path: Path, image: ImageRecord) -> None:
    path = write_coco(tmp_path / "all.json", [image, replace(image, file_name="b.jpg")])[0]
    assert [one.image_id for one in read_coco(path).images] == [0, 1]


def test_an_image_without_masks_makes_a_valid_file(tmp_path: Path, image: ImageRecord) -> None:
    path = write_coco(tmp_path / "none.json", replace(image, masks=()))[0]
    assert read_coco(path).images == ()
    assert [str(items) for items in read_coco(path).left_out] == [
        f"left out 1 images without masks: {image.file_name}"
    ]


def test_what_is_left_out_is_counted_by_reason(path: Path) -> None:
    annotations = json.loads(path.read_text())["annotations"]
    annotations[0]["iscrowd"] = 1
    annotations[1]["image_id"] = 1234
    annotations[2]["category_id"] = 99
    annotations[5]["image_id"] = 5678
    content = read_coco(changed(path, annotations=annotations))
    assert {items.reason: items.count for items in content.left_out} == {
        CROWDS: 1,
        UNKNOWN_IMAGES: 2,
        UNKNOWN_CATEGORIES: 1,
        WITHOUT_MASKS: 1,
    }
    assert [len(image.masks) for image in content.images] == [2]


def test_a_parent_that_is_left_out_is_forgotten(path: Path) -> None:
    annotations = json.loads(path.read_text())["annotations"]
    assert read_coco(path).images[0].masks[0].parent == 2
    del annotations[2]
    masks = read_coco(changed(path, annotations=annotations)).images[0].masks
    assert [mask.parent for mask in masks] == [None, None, 1, None]


def test_polygons_and_plain_run_lengths_are_read(path: Path) -> None:
    annotations = json.loads(path.read_text())["annotations"][:3]
    annotations[0]["segmentation"] = [[2, 1, 5, 1, 5, 3, 2, 3], [10, 10, 12, 10, 12, 12, 10, 12]]
    annotations[1]["segmentation"] = {"size": [12, 17], "counts": [13, 2, 189]}
    masks = read_coco(changed(path, annotations=annotations)).images[0].masks
    expected = torch.zeros(12, 17, dtype=torch.bool)
    expected[1:3, 2:5] = expected[10:12, 10:12] = True
    assert torch.equal(rle.decode(masks[0].rle), expected)
    assert masks[1].box_xywh == (1.0, 1.0, 1.0, 2.0)


def test_files_without_categories_and_scores_are_read(tmp_path: Path) -> None:
    runs = rle.encode(torch.ones(1, 2, 3, dtype=torch.bool))[0]
    (tmp_path / "a.json").write_text(
        json.dumps(
            {
                "images": [{"id": 0, "file_name": "a.jpg", "width": 3, "height": 2}],
                "annotations": [{"image_id": 0, "segmentation": rle.to_coco(runs)}],
            }
        )
    )
    assert read_coco(tmp_path / "a.json").images[0].masks == (MaskRecord.of(runs),)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("segmentation", None, r"annotations\[0\]: the segmentation cannot be read"),
        ("segmentation", [[1, 2, 3]], "three or more x, y pairs"),
        ("segmentation", [["a"] * 6], "the segmentation cannot be read"),
        ("segmentation", [[1, 2, 3, 4, 5, float("inf")]], "not finite"),
        ("segmentation", [[1, 2, 3, 4, 5, 1e200]], "beyond 10000000"),
        ("segmentation", [[1, 2, 3, 4, 5, 10**400]], "cannot be read"),
        ("segmentation", {"size": [17, 12], "counts": [204]}, r"\(17, 12\) pixels"),
        ("segmentation", {"size": [12, 17], "counts": "zz"}, "run lengths"),
        ("image_id", "7", "'image_id' is '7' but must be a whole number"),
        ("category_id", [1], r"'category_id' is \[1\] but must be a whole number"),
        ("parent_id", {}, "'parent_id' is {}"),
    ],
)
def test_faults_of_annotations_are_named(
    path: Path, field: str, value: object, message: str
) -> None:
    annotations = json.loads(path.read_text())["annotations"]
    annotations[0][field] = value
    with pytest.raises(FormatError, match=message):
        read_coco(changed(path, annotations=annotations))


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ({"images": None}, "'images' is None but must be a list of objects"),
        ({"images": [{"id": 1, "file_name": "a"}]}, r"images\[0\]: 'height' is None"),
        ({"annotations": "x"}, "'annotations' is 'x'"),
        ({"categories": [{"id": 1}]}, r"categories\[0\]: 'name' is None"),
    ],
)
def test_faults_of_the_file_are_named(path: Path, lists: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_coco(changed(path, **lists))


def test_two_images_of_one_id_are_refused(path: Path) -> None:
    images = json.loads(path.read_text())["images"]
    with pytest.raises(FormatError, match=r"images\[2\]: id 7 is taken"):
        read_coco(changed(path, images=[*images, images[0]]))
