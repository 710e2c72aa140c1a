"""PNG masks hold exactly the masks; the label map has the smallest on top."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from PIL import Image

from anymask.data.png import label_map, write_png
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import InputError
from anymask.geometry import rle

STACKS = npst.arrays(np.bool_, st.tuples(st.integers(0, 5), st.just(6), st.just(7)))


def test_every_mask_has_its_picture(tmp_path: Path, image: ImageRecord) -> None:
    files = write_png(tmp_path / "cat.masks", image)
    assert [file.name for file in files] == [*(f"00{i}.png" for i in range(5)), "labels.png"]
    for file, mask in zip(files, image.masks, strict=False):
        picture = Image.open(file)
        assert picture.mode == "1"
        np.testing.assert_array_equal(np.asarray(picture), rle.decode(mask.rle))


def test_the_label_map_is_a_16_bit_picture(tmp_path: Path, image: ImageRecord) -> None:
    picture = Image.open(write_png(tmp_path / "cat.masks", image)[-1])
    assert picture.mode == "I;16"
    np.testing.assert_array_equal(np.asarray(picture), label_map(image))


@given(STACKS)
def test_the_smallest_mask_lies_on_top(stack: np.ndarray) -> None:
    records = [MaskRecord.of(runs) for runs in rle.encode(torch.from_numpy(stack))]
    expected = np.zeros((6, 7), int)
    for index in sorted(range(len(stack)), key=lambda i: -records[i].area):
        expected[stack[index]] = index + 1
    found = label_map(ImageRecord("a.png", (6, 7), tuple(records)))
    np.testing.assert_array_equal(found, expected)


def test_of_equal_masks_the_more_confident_lies_on_top(image: ImageRecord) -> None:
    twins = (replace(image.masks[2], predicted_iou=0.9), image.masks[2])
    assert np.unique(label_map(replace(image, masks=twins))).tolist() == [1]


def test_pictures_of_an_earlier_run_do_not_stay(tmp_path: Path, image: ImageRecord) -> None:
    folder = tmp_path / "cat.masks"
    write_png(folder, image)
    (folder / "notes.png").touch()
    write_png(folder, replace(image, masks=image.masks[:1]))
    assert sorted(file.name for file in folder.iterdir()) == [
        "000.png",
        "labels.png",
        "notes.png",
    ]


def test_too_many_masks_for_16_bits_are_refused(image: ImageRecord) -> None:
    with pytest.raises(InputError, match=r"65540 masks do not fit.*another format"):
        label_map(replace(image, masks=image.masks * 13_108))
