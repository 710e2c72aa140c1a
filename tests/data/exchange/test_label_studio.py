"""Label Studio tasks: the JSON it imports, with masks that decode to ours."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from anymask.data.exchange.brush_rle import decode_brush
from anymask.data.exchange.label_studio import write_label_studio
from anymask.data.record import ImageRecord


def test_a_task_per_image_with_a_region_per_mask(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_label_studio(tmp_path / "tasks.json", [image, replace(image, masks=())])
    first, second = json.loads(path.read_text())
    assert first["data"] == {"image": "photos/cat.jpg"}
    assert len(first["predictions"][0]["result"]) == 5
    assert second["predictions"] == [{"model_version": "anymask", "result": []}]


def test_regions_decode_to_the_masks(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_label_studio(tmp_path / "tasks.json", image)
    (task,) = json.loads(path.read_text())
    for region, mask in zip(task["predictions"][0]["result"], image.masks, strict=True):
        size = region["original_height"], region["original_width"]
        assert decode_brush(region["value"]["rle"], size) == mask.rle


def test_regions_have_the_fields_that_the_brush_needs(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_label_studio(tmp_path / "tasks.json", image)
    (task,) = json.loads(path.read_text())
    region = task["predictions"][0]["result"][0]
    assert region.pop("value").items() >= {"format": "rle", "brushlabels": ["ring"]}.items()
    assert region == {
        "id": "mask-0",
        "type": "brushlabels",
        "from_name": "tag",
        "to_name": "image",
        "original_width": 17,
        "original_height": 12,
        "image_rotation": 0,
        "score": 0.9,
    }


def test_the_score_of_a_task_is_the_mean_of_its_masks(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_label_studio(tmp_path / "tasks.json", image)
    (task,) = json.loads(path.read_text())
    assert task["predictions"][0]["score"] == pytest.approx(0.8)
