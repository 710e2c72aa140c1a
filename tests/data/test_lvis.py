"""LVIS json has the fields of its own and is read by the reader of COCO."""

import json
from dataclasses import replace
from pathlib import Path

from anymask.data.coco import read_coco
from anymask.data.lvis import write_lvis
from anymask.data.record import ImageRecord


def test_what_is_written_is_read_back(tmp_path: Path, image: ImageRecord) -> None:
    path = write_lvis(tmp_path / "lvis.json", [image])[0]
    masks = tuple(replace(mask, category=mask.category or "object") for mask in image.masks)
    assert read_coco(path).images == (replace(image, masks=masks),)


def test_categories_are_counted_and_classed_by_frequency(
    tmp_path: Path, image: ImageRecord
) -> None:
    images = [replace(image, image_id=i, file_name=f"{i}.jpg") for i in range(11)]
    images[0] = replace(images[0], masks=image.masks[1:])
    content = json.loads(write_lvis(tmp_path / "lvis.json", images)[0].read_text())
    categories = {each["name"]: each for each in content["categories"]}
    assert categories["ring"]["image_count"] == 10
    assert categories["object"]["instance_count"] == 33
    frequencies = {name: each["frequency"] for name, each in categories.items()}
    assert frequencies == {"ring": "r", "blocks": "c", "object": "c"}
    needed = {"neg_category_ids", "not_exhaustive_category_ids"}
    assert all(needed <= each.keys() for each in content["images"])
    assert not any("iscrowd" in each for each in content["annotations"])
