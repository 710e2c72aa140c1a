"""Claims about the camera."""

from dataclasses import replace

import numpy as np
import pytest

from anymask.data.scenes.camera import NOISE_SIDE, Camera, random_camera

PLAIN = Camera(
    blur=0.0, focus=None, aperture=0.0, slope=(0.0, 0.0), gamma=1.0,
    noise=0.0, coarse=False, quality=None, grey=False,
)  # fmt: skip


@pytest.fixture
def scene() -> np.ndarray:
    """A dark left and a bright right half."""
    image = np.zeros((64, 64, 3), dtype=np.uint8)
    image[:, 32:] = (220, 200, 180)
    return image


def test_a_plain_camera_changes_nothing(scene: np.ndarray) -> None:
    assert np.array_equal(PLAIN.take(scene, None, np.random.default_rng(0)), scene)


def test_a_photograph_keeps_the_scene_in_place(scene: np.ndarray) -> None:
    nearness = np.tile(np.linspace(0, 1, 64, dtype=np.float32), (64, 1))
    for seed in range(20):
        rng = np.random.default_rng(seed)
        taken = random_camera(rng).take(scene, nearness, rng).astype(int)
        assert taken.shape == scene.shape
        assert taken[:, 40:].mean() > taken[:, :24].mean() + 60


def test_the_same_seed_gives_the_same_photograph(scene: np.ndarray) -> None:
    noisy = replace(PLAIN, noise=9.0, coarse=True)
    one, other = (noisy.take(scene, None, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, other)
    assert not np.array_equal(one, noisy.take(scene, None, np.random.default_rng(5)))


def test_pictures_larger_than_the_prepared_noise_work() -> None:
    image = np.full((NOISE_SIDE + 8, NOISE_SIDE + 8, 3), 128, dtype=np.uint8)
    noisy = replace(PLAIN, noise=5.0)
    assert noisy.take(image, None, np.random.default_rng(0)).std() == pytest.approx(5, abs=0.2)


def test_grey_cameras_see_no_colour(scene: np.ndarray) -> None:
    camera = replace(PLAIN, grey=True, noise=4.0)
    taken = camera.take(scene, None, np.random.default_rng(0)).astype(int)
    assert np.ptp(taken, axis=2).max() == 0


def test_only_what_is_out_of_focus_is_blurred() -> None:
    image = np.random.default_rng(0).integers(0, 256, (128, 128, 3)).astype(np.uint8)
    nearness = np.zeros((128, 128), np.float32)
    nearness[:, 64:] = 1
    camera = replace(PLAIN, focus=0.0, aperture=0.02)
    taken = camera.take(image, nearness, np.random.default_rng(0))
    assert np.array_equal(taken[:, :64], image[:, :64])
    assert taken[:, 64:].std() < 0.5 * image[:, 64:].std()
