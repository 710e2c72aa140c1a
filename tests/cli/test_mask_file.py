"""Rough masks from picture files."""

from pathlib import Path

import numpy as np
import pytest

from anymask.cli.mask_file import read_mask
from anymask.errors import InputError
from anymask.storage.images import save_png


@pytest.fixture
def drawn() -> np.ndarray:
    mask = np.zeros((20, 30), bool)
    mask[3:9, 4:20] = True
    return mask


@pytest.mark.parametrize("white", [1, 127, 255])
def test_any_white_on_black_is_read(tmp_path: Path, drawn: np.ndarray, white: int) -> None:
    save_png(tmp_path / "mask.png", drawn.astype(np.uint8) * white)
    assert np.array_equal(read_mask(tmp_path / "mask.png", (20, 30)).numpy(), drawn)


def test_a_one_bit_picture_is_read(tmp_path: Path, drawn: np.ndarray) -> None:
    save_png(tmp_path / "mask.png", drawn)
    assert np.array_equal(read_mask(tmp_path / "mask.png", (20, 30)).numpy(), drawn)


def test_a_colour_counts_like_white(tmp_path: Path, drawn: np.ndarray) -> None:
    save_png(tmp_path / "mask.png", drawn[..., None] * np.array([255, 0, 0], np.uint8))
    assert np.array_equal(read_mask(tmp_path / "mask.png", (20, 30)).numpy(), drawn)


def test_a_mask_of_another_size_is_refused(tmp_path: Path, drawn: np.ndarray) -> None:
    save_png(tmp_path / "mask.png", drawn)
    with pytest.raises(InputError, match=r"has 30 x 20 pixels but the image has 40 x 20"):
        read_mask(tmp_path / "mask.png", (20, 40))


def test_an_empty_mask_is_refused(tmp_path: Path) -> None:
    save_png(tmp_path / "mask.png", np.zeros((20, 30), np.uint8))
    with pytest.raises(InputError, match="black all over; draw the object in white"):
        read_mask(tmp_path / "mask.png", (20, 30))
