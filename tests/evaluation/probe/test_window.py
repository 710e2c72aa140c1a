"""Claims about the part of an image around a mask."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.probe.window import cut
from anymask.geometry import rle


@given(st.integers(0, 2**32 - 1), st.floats(0, 3))
def test_a_window_holds_the_whole_mask_and_the_image_below_it(seed: int, margin: float) -> None:
    generator = np.random.default_rng(seed)
    pixels = generator.integers(0, 256, (17, 23, 3), np.uint8)
    mask = np.zeros((17, 23), bool)
    mask.flat[generator.choice(mask.size, 4)] = True
    (encoded,) = rle.encode(torch.from_numpy(mask[None]))
    window = cut(pixels, encoded, margin)
    assert window.mask.shape == window.pixels.shape[:2]
    assert window.mask.sum() == mask.sum()
    np.testing.assert_array_equal(window.pixels[window.mask], pixels[mask])


def test_the_margin_is_a_share_of_the_longer_side_and_ends_with_the_image(rectangles) -> None:
    (mask,) = rle.encode(rectangles((10, 15, 20, 35)))  # 10 wide and 20 high, in 50 x 40
    pixels = np.zeros((40, 50, 3), np.uint8)
    sizes = [cut(pixels, mask, margin).mask.shape for margin in (0, 0.1, 0.5, 9)]
    assert sizes == [(20, 10), (24, 14), (35, 30), (40, 50)]


def test_mirrored_twice_is_the_same(picture: np.ndarray, truths: list[rle.Rle]) -> None:
    window = cut(picture, truths[0], 0.3)
    once, twice = window.mirrored(), window.mirrored().mirrored()
    assert (once.pixels[:, 0] == window.pixels[:, -1]).all()
    np.testing.assert_array_equal(twice.pixels, window.pixels)
    np.testing.assert_array_equal(twice.mask, window.mask)


def test_an_empty_mask_has_no_window() -> None:
    (empty,) = rle.encode(torch.zeros(1, 4, 4, dtype=torch.bool))
    with pytest.raises(AssertionError, match="no window"):
        cut(np.zeros((4, 4, 3), np.uint8), empty, 0)
