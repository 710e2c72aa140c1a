"""Claims about sets of things and scenes: files in their published layout become objects."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from anymask.data.suites.sam23.things import (
    ADE20K,
    DRAM,
    HYPERSIM,
    ISHAPE,
    LVIS,
    OVIS,
    PIDRAY,
    ZEROWASTE,
)
from anymask.geometry import rle

Save = Callable[..., Path]
Make = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("place", ["", "annotations/"])
def test_lvis_finds_photos_under_their_later_names(
    photo: Save, document: Save, coco: Make, place: str
) -> None:
    root = photo("val2017/000000397133.jpg")
    document(f"{place}lvis_v0.5_val.json", coco("COCO_val2014_000000397133.jpg"))
    dataset = LVIS.open(root)
    assert (dataset.name(0), len(dataset.compact(0).masks)) == ("000000397133.jpg", 1)


def test_zerowaste_reads_its_train_split(photo: Save, document: Save, coco: Make) -> None:
    root = photo("zerowaste-f-final/splits_final_deblurred/train/data/01_frame_1.PNG")
    document("zerowaste-f-final/splits_final_deblurred/train/labels.json", coco("01_frame_1.PNG"))
    assert len(ZEROWASTE.open(root)) == 1


def test_ishape_reads_all_kinds(photo: Save, label_picture: Save, labels: np.ndarray) -> None:
    root = photo("ishape_dataset/wire/val/image/1.jpg", "ishape_dataset/log/val/image/1.jpg")
    for kind in ("wire", "log"):
        values = labels.astype(np.uint16) * 1000
        label_picture(f"ishape_dataset/{kind}/val/instance_map/1.png", values)
    dataset = ISHAPE.open(root)
    assert [len(dataset.compact(n).masks) for n in range(2)] == [2, 2]


@pytest.mark.parametrize("release", ["images/ADE/validation/urban/street", "images/validation/s"])
def test_ade20k_reads_objects_and_parts(photo: Save, label_picture: Save, release: str) -> None:
    root = photo(f"{release}/ADE_val_1.jpg")
    objects = np.zeros((3, 4, 3), np.uint8)
    objects[0], objects[1] = (10, 3, 1), (10, 3, 2)  # two of one class
    objects[2] = (0, 0, 9)  # no class
    parts = np.zeros((3, 4, 3), np.uint8)
    parts[0, :2] = (20, 0, 1)
    label_picture(f"{release}/ADE_val_1_seg.png", objects)
    label_picture(f"{release}/ADE_val_1_parts_1.png", parts)
    assert sorted(mask.area for mask in ADE20K.open(root).record(0).masks) == [2, 4, 4]


def test_ovis_reads_frames(photo: Save, document: Save, labels: np.ndarray) -> None:
    root = photo("train/0a23/img_0000001.jpg")
    mask = rle.to_coco(rle.encode(torch.from_numpy(labels == 2)[None])[0])
    content = {
        "videos": [{"id": 1, "file_names": ["0a23/img_0000001.jpg"]}],
        "categories": [{"id": 1, "name": "Person"}],
        "annotations": [{"id": 1, "video_id": 1, "category_id": 1, "segmentations": [mask]}],
    }
    document("annotations_train.json", content)
    assert OVIS.open(root).record(0).masks[0].area == 4


def test_hypersim_reads_all_scenes_and_cameras(photo: Save, labels: np.ndarray) -> None:
    h5py = pytest.importorskip("h5py")
    scenes = ("ai_001_001/images/scene_cam_00", "ai_055_010/images/scene_cam_01")
    root = photo(*(f"{scene}_final_preview/frame.0000.tonemap.jpg" for scene in scenes))
    for scene in scenes:
        folder = root / f"{scene}_geometry_hdf5"
        folder.mkdir()
        with h5py.File(folder / "frame.0000.semantic_instance.hdf5", "w") as file:
            file["dataset"] = labels.astype(np.int16) - 1
    dataset = HYPERSIM.open(root)
    assert [len(dataset.compact(n).masks) for n in range(2)] == [2, 2]


def test_pidray_reads_the_hard_part(photo: Save, document: Save, coco: Make) -> None:
    root = photo("pidray/hard/xray_hard00001.png")
    document("pidray/annotations/xray_test_hard.json", coco("xray_hard00001.png"))
    assert len(PIDRAY.open(root)) == 1


def test_dram_reads_its_classes_in_all_movements(photo: Save, label_picture: Save) -> None:
    names = ("realism/an artist/1", "unseen/rococo/another/2")
    root = photo(*(f"DRAM/test/{name}.jpg" for name in names), "DRAM/train/realism/a/3.jpg")
    values = np.array([[15, 15, 255, 0], [15, 15, 8, 0], [1, 1, 8, 0]], np.uint8)
    for name in names:
        label_picture(f"DRAM/labels/{name}.png", values)
    dataset = DRAM.open(root)
    assert len(dataset) == 2
    assert [mask.category for mask in dataset.record(1).masks] == ["cat", "person"]
