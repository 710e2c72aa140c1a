"""Claims about the look at the data before the first step."""

from pathlib import Path

import pytest

from anymask.data.coco_dataset import CocoDataset
from anymask.errors import InputError
from anymask.recipes.survey import survey

from .conftest import WriteCoco, square


def test_good_data_need_no_remark(squares: CocoDataset, reported: list[str]) -> None:
    survey(squares, reported.append)
    assert reported == []


def test_images_without_masks_are_refused(write_coco: WriteCoco, reported: list[str]) -> None:
    with pytest.raises(InputError, match="nothing to learn from: none of its 3 images has a mask"):
        survey(CocoDataset(write_coco([[]] * 3)), reported.append)


def test_masks_larger_than_their_images_are_refused(
    write_coco: WriteCoco, reported: list[str]
) -> None:
    folder = write_coco([[square(4, 4, size=(60, 70))]] * 2)
    with pytest.raises(InputError, match=r"nothing to learn from: 2 broken .*000\.png \(.*60"):
        survey(CocoDataset(folder), reported.append)


def test_missing_image_files_are_refused(coco: Path, reported: list[str]) -> None:
    dataset = CocoDataset(coco)
    for path in (coco / "images").iterdir():
        path.unlink()
    with pytest.raises(InputError, match=r"10 broken samples were skipped: 000\.png"):
        survey(dataset, reported.append)


def test_a_few_useless_images_are_reported(write_coco: WriteCoco, reported: list[str]) -> None:
    folder = write_coco([[square(4, 4)], [], [square(4, 4, size=(60, 70))]])
    survey(CocoDataset(folder), reported.append)
    assert "of 3 images looked at, 1 have no mask and 1 cannot be used" in reported[0]
