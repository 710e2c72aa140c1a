"""Claims about folders of images and drawn masks."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.data.broken import BrokenSampleError
from anymask.data.left_out import LeftOutItems
from anymask.data.mask_pictures import UNLABELLED, MaskPictures, is_mask_pictures
from anymask.data.png import write_png
from anymask.data.record import ImageRecord
from anymask.errors import InputError

LABELS = np.array([[0, 1, 1, 9], [2, 2, 0, 9]], np.uint8)


def _draw(root: Path, name: str, labels: np.ndarray | None = LABELS) -> Path:
    for folder in ("images", "masks"):
        (root / folder / name).parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 2)).save(root / "images" / f"{name}.jpg")
    if labels is not None:
        Image.fromarray(labels).save(root / "masks" / f"{name}.png")
    return root


def test_every_value_but_0_is_an_object(tmp_path: Path) -> None:
    dataset = MaskPictures(_draw(tmp_path, "a.b"))
    assert is_mask_pictures(tmp_path)
    assert dataset.name(0) == "a.b.jpg"
    np.testing.assert_array_equal(
        dataset[0].masks.numpy(), np.stack([i == LABELS for i in (1, 2, 9)])
    )


def test_pictures_of_single_masks_are_objects_and_their_overview_is_not(
    tmp_path: Path, image: ImageRecord
) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", image.size[::-1]).save(tmp_path / "images" / "cat.jpg")
    write_png(tmp_path / "masks" / "cat", image)
    record = MaskPictures(tmp_path).record(0)
    assert [mask.rle for mask in record.masks] == [mask.rle for mask in image.masks]


def test_images_without_masks_are_left_out_and_counted(tmp_path: Path) -> None:
    _draw(_draw(tmp_path, "a"), "b", None)
    dataset = MaskPictures(tmp_path)
    assert len(dataset) == 1
    assert dataset.left_out == (LeftOutItems(UNLABELLED, 1, ("b.jpg",)),)


def test_sub_folders_are_splits(tmp_path: Path) -> None:
    _draw(_draw(tmp_path, "train/a"), "val/b")
    assert [MaskPictures(tmp_path).name(i) for i in range(2)] == ["train/a.jpg", "val/b.jpg"]
    assert MaskPictures(tmp_path, "val").name(0) == "val/b.jpg"
    with pytest.raises(InputError, match="no folder images/test"):
        MaskPictures(tmp_path, "test")


def test_a_mask_of_another_size_is_broken(tmp_path: Path) -> None:
    _draw(tmp_path, "a", np.ones((3, 4), np.uint8))
    with pytest.raises(BrokenSampleError, match=r"a\.jpg cannot be used: mask 0: .*\(3, 4\)"):
        MaskPictures(tmp_path)[0]


def test_a_folder_without_any_mask_is_refused(tmp_path: Path) -> None:
    (_draw(tmp_path, "a", None) / "masks").mkdir(exist_ok=True)
    with pytest.raises(InputError, match="no images/NAME"):
        MaskPictures(tmp_path)
