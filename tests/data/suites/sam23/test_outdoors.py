"""Claims about sets of streets and buildings: files in their published layout become objects."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from anymask.data.suites.sam23.outdoors import CITYSCAPES, IBD, NDISPARK, STREETS, WOODSCAPE

Save = Callable[..., Path]
Make = Callable[[str], dict[str, Any]]


def test_streets_reads_numbered_regions(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    root = photo("vehicleannotations/images/almond-1.jpg")
    x, y = zip(*square, strict=True)
    region = {"shape_attributes": {"name": "polygon", "all_points_x": x, "all_points_y": y}}
    entry = {"filename": "almond-1.jpg", "regions": {"0": region, "1": region}}
    document("vehicleannotations/annotations/vehicle-annotations.json", {"almond-1.jpg9": entry})
    assert [mask.area for mask in STREETS.open(root).record(0).masks] == [4, 4]


def test_ndispark_reads_its_train_split(photo: Save, document: Save, coco: Make) -> None:
    root = photo("train/imgs/60_1.jpg")
    document("train/train_coco_annotations.json", coco("60_1.jpg"))
    assert NDISPARK.open(root).record(0).masks[0].category == "thing"


def test_ibd_takes_any_known_form(photo: Save, document: Save, coco: Make) -> None:
    root = photo("images/1.jpg")
    document("annotations.json", coco("1.jpg"))
    assert IBD.open(root).source(0) == "IBD"


def test_woodscape_reads_the_outlines_of_each_camera(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    root = photo("rgb_images/00000_FV.png", "rgb_images/00000_RV.png")
    entry = {"tags": ["car"], "segmentation": square}
    for name in ("00000_FV", "00000_RV"):
        document(f"instance_annotations/{name}.json", {f"{name}.json": {"annotation": [entry]}})
    assert len(WOODSCAPE.open(root)) == 2


def test_cityscapes_has_things_and_stuff_but_no_groups(photo: Save, label_picture: Save) -> None:
    root = photo("leftImg8bit/val/ulm/ulm_000000_000019_leftImg8bit.png")
    values = np.array([[7, 7, 26, 26], [26000, 26001, 4, 4], [26000, 26001, 24, 23]], np.uint16)
    label_picture("gtFine/val/ulm/ulm_000000_000019_gtFine_instanceIds.png", values)
    masks = CITYSCAPES.open(root).record(0).masks
    assert [(mask.category, mask.area) for mask in masks] == [
        ("road", 2),
        ("sky", 1),
        ("car", 2),
        ("car", 2),
    ]
