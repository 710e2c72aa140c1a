"""Claims about sets of nature: files in their published layout become objects."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from anymask.data.suites.sam23.nature import (
    BBBC038V1,
    DOORS,
    NDD20,
    PLITTERSDORF,
    PPDLS,
    TIMBERSEG,
    TRASHCAN,
)

Save = Callable[..., Path]
Make = Callable[[str], dict[str, Any]]


def test_ppdls_reads_leaves_of_ara2012_and_tobacco(photo: Save, label_picture: Save) -> None:
    names = ("Ara2012/ara2012_plant001", "Tobacco/tobacco_plant001", "Ara2013-Canon/ara2013_plant1")
    root = photo(*(f"Plant/{name}_rgb.png" for name in names))
    for name in names:
        label_picture(f"Plant/{name}_label.png")
    dataset = PPDLS.open(root)
    assert [dataset.name(n) for n in range(len(dataset))] == [f"{n}_rgb.png" for n in names[:2]]
    assert len(dataset.compact(0).masks) == 2


def test_bbbc_has_a_picture_for_each_nucleus(
    photo: Save, label_picture: Save, labels: np.ndarray
) -> None:
    root = photo("stage1_train/00ae/images/00ae.png")
    for number in (1, 2):
        nucleus = ((labels == number) * 255).astype(np.uint8)
        label_picture(f"stage1_train/00ae/masks/{number}.png", nucleus)
    sample = BBBC038V1.open(root)[0]
    np.testing.assert_array_equal(sample.masks.numpy(), [labels == 1, labels == 2])


def test_doors_has_one_boulder_in_each_picture(photo: Save, label_picture: Save) -> None:
    root = photo("DOORS/Regression/Te1_5000_b_2022-08-02 11.16.00/img/1.png")
    label_picture("DOORS/Regression/Te1_5000_b_2022-08-02 11.16.00/Rock_all/1.png")
    assert [mask.area for mask in DOORS.open(root).record(0).masks] == [6]


def test_timberseg_reads_the_smaller_photos(photo: Save, document: Save, coco: Make) -> None:
    root = photo("y5npsm3gkj-2/prescaled/images/1.png")
    document("y5npsm3gkj-2/prescaled/coco_annotation.json", coco("1.png"))
    assert len(TIMBERSEG.open(root)) == 1


def test_ndd20_joins_what_is_above_and_below(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    root = photo("ABOVE/1.jpg", "BELOW/1.jpg")
    x, y = zip(*square, strict=True)
    shape = {"name": "polyline", "all_points_x": x, "all_points_y": y}
    region = {"shape_attributes": shape, "region_attributes": {"species": "BND"}}
    for part in ("ABOVE", "BELOW"):
        document(f"{part}_LABELS.json", {"1.jpg8": {"filename": "1.jpg", "regions": [region]}})
    dataset = NDD20.open(root)
    assert [dataset.name(n) for n in range(2)] == ["ABOVE/1.jpg", "BELOW/1.jpg"]
    assert dataset.record(1).masks[0].category == "BND"


def test_plittersdorf_joins_its_three_splits(photo: Save, document: Save, coco: Make) -> None:
    root = photo("images/1_1.jpg")
    for split in ("train", "val", "test"):
        document(f"{split}.json", coco("1_1.jpg"))
    assert len(PLITTERSDORF.open(root)) == 3


def test_trashcan_reads_the_instance_version(photo: Save, document: Save, coco: Make) -> None:
    root = photo("dataset/instance_version/train/1.jpg")
    document("dataset/instance_version/instances_train_trashcan.json", coco("1.jpg"))
    document("dataset/material_version/instances_train_trashcan.json", {})
    assert len(TRASHCAN.open(root).compact(0).masks) == 1
