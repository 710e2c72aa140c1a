"""Claims about VOC folders."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.data.broken import BrokenSampleError
from anymask.data.voc import VocDataset, is_voc
from anymask.errors import InputError

OBJECTS = np.array([[0, 1, 1, 255], [2, 2, 255, 0], [2, 2, 0, 0]], np.uint8)
CLASSES = np.array([[0, 15, 15, 255], [8, 8, 255, 0], [8, 12, 0, 0]], np.uint8)


@pytest.fixture
def voc(tmp_path: Path) -> Path:
    for name in ("JPEGImages", "SegmentationObject", "SegmentationClass", "ImageSets/Segmentation"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("a", "b", "photo_only"):
        Image.new("RGB", (4, 3)).save(tmp_path / "JPEGImages" / f"{name}.jpg")
    for name in ("a", "b"):
        Image.fromarray(OBJECTS).save(tmp_path / "SegmentationObject" / f"{name}.png")
        Image.fromarray(CLASSES).save(tmp_path / "SegmentationClass" / f"{name}.png")
    (tmp_path / "ImageSets/Segmentation/val.txt").write_text("b\nmissing\n\n")
    return tmp_path


def test_objects_are_read_without_background_and_void(voc: Path) -> None:
    assert is_voc(voc)
    dataset = VocDataset(voc)
    assert [dataset.name(i) for i in range(len(dataset))] == ["a.jpg", "b.jpg"]
    expected = np.stack([OBJECTS == 1, OBJECTS == 2])
    np.testing.assert_array_equal(dataset[0].masks.numpy(), expected)


def test_the_class_of_most_pixels_names_an_object(voc: Path) -> None:
    masks = VocDataset(voc).record(0).masks
    assert [mask.category for mask in masks] == ["person", "cat"]


def test_other_classes_are_read_from_their_file(voc: Path) -> None:
    (voc / "classes.txt").write_text("\n".join(f"class {i}" for i in range(13)))
    masks = VocDataset(voc).record(0).masks
    assert [mask.category for mask in masks] == [None, "class 8"]


def test_lists_choose_the_split(voc: Path) -> None:
    dataset = VocDataset(voc, "val")
    assert [dataset.name(i) for i in range(len(dataset))] == ["b.jpg"]
    with pytest.raises(InputError, match="no split 'vla'; did you mean 'val'"):
        VocDataset(voc, "vla")


def test_missing_and_wrong_pictures_are_broken(voc: Path) -> None:
    dataset = VocDataset(voc)
    Image.fromarray(CLASSES.T.copy()).save(voc / "SegmentationClass" / "a.png")
    with pytest.raises(BrokenSampleError, match=r"a\.jpg cannot be used: its SegmentationClass"):
        dataset[0]
    (voc / "SegmentationObject" / "b.png").unlink()
    with pytest.raises(BrokenSampleError, match=r"no SegmentationObject/b\.png"):
        dataset[1]
    (voc / "JPEGImages" / "b.jpg").unlink()
    with pytest.raises(BrokenSampleError, match=r"b\.jpg cannot be used: cannot read it"):
        dataset.record(1)


def test_a_folder_without_objects_is_refused(voc: Path) -> None:
    for path in (voc / "SegmentationObject").iterdir():
        path.unlink()
    with pytest.raises(InputError, match="no image with a picture in SegmentationObject"):
        VocDataset(voc)
