"""Claims about masks of the playground as files."""

import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.geometry import rle
from anymask.serving.play.files import _plain, mask_file
from anymask.serving.play.pictures import Picture
from anymask.serving.wire_play import KeptMask

PICTURE = Picture("a", b"", (4, 6), b"")


def kept(category: str | None = None) -> KeptMask:
    """A mask of two pixels."""
    mask = torch.zeros(1, 4, 6, dtype=torch.bool)
    mask[0, 1, 2:4] = True
    return KeptMask(counts=str(rle.to_coco(rle.encode(mask)[0])["counts"]), category=category)


def test_equal_masks_give_equal_files() -> None:
    for name in ("png", "coco", "cvat"):
        made = [mask_file(PICTURE, name, [kept(), kept("cat")], "a b.jpg") for _ in range(2)]
        assert made[0] == made[1]


def test_a_file_is_named_after_its_image_and_format() -> None:
    assert mask_file(PICTURE, "coco", [kept("cat")], "dir/holiday 1.jpeg").name == (
        "holiday_1.coco.json"
    )
    assert mask_file(PICTURE, "png", [kept()], "").name == "image.masks.zip"
    coco = json.loads(mask_file(PICTURE, "coco", [kept("cat")], "x.jpg").content)
    assert coco["annotations"][0]["area"] == 2


@given(st.text(max_size=200))
def test_no_name_leads_out_of_a_folder(name: str) -> None:
    plain = _plain(name)
    assert plain
    assert not set(plain) & set('/\\:*?"<>|\0\r\n')
    assert not plain.startswith(".")


def test_masks_of_another_size_are_named_by_their_number() -> None:
    with pytest.raises(InputError, match="mask 1 cannot be read"):
        mask_file(PICTURE, "coco", [kept(), KeptMask(counts="0" * 30)], "x.jpg")


def test_more_than_can_be_written_in_time_is_refused() -> None:
    large = Picture("a", b"", (8_000, 8_000), b"")
    with pytest.raises(InputError, match="choose 62 or fewer"):
        mask_file(large, "png", [kept()] * 63, "x.jpg")
