"""Claims about the camera."""

import numpy as np

from anymask.data.scenes.camera import NOISE_SIDE, photograph


def test_a_photograph_keeps_the_scene_in_place() -> None:
    image = np.zeros((64, 64, 3), dtype=np.uint8)
    image[:, 32:] = 200
    for seed in range(10):
        taken = photograph(image, np.random.default_rng(seed)).astype(int)
        assert taken.shape == image.shape
        assert taken[:, 40:].mean() > taken[:, :24].mean() + 60


def test_the_same_seed_gives_the_same_photograph() -> None:
    image = np.random.default_rng(0).integers(0, 256, (32, 32, 3)).astype(np.uint8)
    one, other = (photograph(image, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, other)
    assert not np.array_equal(one, photograph(image, np.random.default_rng(5)))


def test_pictures_larger_than_the_prepared_noise_work() -> None:
    image = np.full((NOISE_SIDE + 8, NOISE_SIDE + 8, 3), 128, dtype=np.uint8)
    assert photograph(image, np.random.default_rng(0)).shape == image.shape
