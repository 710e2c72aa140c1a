"""Claims about the images that are kept out of training."""

from pathlib import Path

import pytest

from anymask.data.coco_dataset import CocoDataset
from anymask.errors import ConfigurationError, InputError
from anymask.recipes.held_out import Part, hold_out, open_and_hold_out

from .conftest import WriteCoco, square


def _names(part: Part) -> set[str]:
    return {part.name(index) for index in range(len(part))}


def test_a_part_is_the_data_set_seen_through_its_indices(squares: CocoDataset) -> None:
    part = Part(squares, [7, 2])
    assert len(part) == 2
    assert part.name(0) == squares.name(7)
    assert part.source(1) == squares.source(2)
    assert (part[1].image == squares[2].image).all()
    assert (part[1].masks == squares[2].masks).all()


@pytest.mark.parametrize(
    ("share", "most", "expected"), [(0.01, 9, 1), (0.3, 9, 3), (0.9, 9, 9), (0.9, 2, 2)]
)
def test_the_two_parts_share_no_image_and_miss_none(
    squares: CocoDataset, share: float, most: int, expected: int
) -> None:
    rest, kept = hold_out(squares, share, most)
    assert len(kept) == expected
    assert _names(rest) & _names(kept) == set()
    assert len(rest) + len(kept) == 10


def test_what_is_held_out_follows_from_the_names(squares: CocoDataset) -> None:
    backwards = Part(squares, range(9, -1, -1))
    assert _names(hold_out(squares, 0.3, 9)[1]) == _names(hold_out(backwards, 0.3, 9)[1])


def test_held_out_images_have_masks(write_coco: WriteCoco) -> None:
    folder = write_coco([[]] * 5 + [[square(4, 4)]] + [[]] * 4)
    assert _names(hold_out(CocoDataset(folder), 0.5, 9)[1]) == {"005.png"}


def test_images_without_any_mask_are_refused(write_coco: WriteCoco) -> None:
    with pytest.raises(InputError, match="none of the 3 images of photos has a mask"):
        hold_out(CocoDataset(write_coco([[]] * 3)), 0.5, 9)


def test_a_single_image_cannot_be_split(write_coco: WriteCoco) -> None:
    with pytest.raises(InputError, match="has 1 image; one is held out"):
        hold_out(CocoDataset(write_coco([[square(4, 4)]])), 0.5, 9)


@pytest.mark.parametrize("share", [0.0, 1.0, -1.0])
def test_a_share_must_be_one(squares: CocoDataset, share: float) -> None:
    with pytest.raises(ConfigurationError, match="held_out_share is"):
        hold_out(squares, share, 9)


def test_several_data_sets_are_split_one_by_one(
    write_coco: WriteCoco, coco: Path, reported: list[str]
) -> None:
    other = write_coco([[square(4, 4)]] * 4, name="other")
    learned, held_out = open_and_hold_out([coco, other], None, 0.25, 9, reported.append)
    assert [len(part) for part in learned] == [8, 3]
    assert [len(part) for part in held_out] == [2, 1]


def test_missing_data_are_named(tmp_path: Path, reported: list[str]) -> None:
    with pytest.raises(InputError, match="nowhere does not exist"):
        open_and_hold_out([tmp_path / "nowhere"], None, 0.1, 9, reported.append)
