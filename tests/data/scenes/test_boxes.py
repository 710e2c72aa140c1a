"""Claims about boxes around masks."""

import numpy as np

from anymask.data.scenes.boxes import box_of


def test_a_box_is_the_smallest_window_with_all_pixels() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        mask = np.zeros((30, 40), dtype=bool)
        mask[rng.integers(30, size=5), rng.integers(40, size=5)] = True
        left, top, right, bottom = box_of(mask)
        inside = mask[top:bottom, left:right]
        assert inside.sum() == mask.sum()
        assert inside[[0, -1]].any(1).all()
        assert inside[:, [0, -1]].any(0).all()


def test_one_pixel_has_a_box_of_one_pixel() -> None:
    mask = np.zeros((5, 5), dtype=bool)
    mask[3, 1] = True
    assert box_of(mask) == (1, 3, 2, 4)
