"""Claims about soft shadows and contact shade."""

import numpy as np
import pytest

from anymask.data.scenes.light import Light, contact_shade, random_light, soften


@pytest.fixture
def labels() -> np.ndarray:
    """A square (node 1) in front of a ground (node 0)."""
    labels = np.zeros((64, 64), dtype=np.int16)
    labels[20:44, 20:44] = 1
    return labels


def test_shade_lies_on_what_is_behind_and_close(labels: np.ndarray) -> None:
    light = Light(contact=0.4, reach=0.05)
    shade = contact_shade(labels, np.arange(2), np.zeros(2, dtype=bool), light)
    assert (shade[22:42, 22:42] == 1).all()
    assert shade[32, 17] < 0.95
    assert shade[2, 2] == 1
    assert shade.min() >= 0.6


def test_what_is_far_behind_gets_no_shade(labels: np.ndarray) -> None:
    shade = contact_shade(labels, np.arange(2), np.array([True, False]), Light(contact=0.4))
    assert (shade == 1).all()


def test_parts_do_not_shade_their_whole(labels: np.ndarray) -> None:
    shade = contact_shade(labels, np.zeros(2, int), np.zeros(2, bool), Light(contact=0.4))
    assert np.allclose(shade, 1)


def test_softening_keeps_the_mean_and_blurs_the_edge() -> None:
    light = np.ones((100, 100), dtype=np.float32)
    light[30:60, 30:60] = 0.5
    soft = soften(light, 0.02)
    assert soft.mean() == pytest.approx(light.mean(), abs=0.01)
    assert len(np.unique(soft)) > 5
    assert soften(light, 0.0) is light


def test_lights_are_within_reason() -> None:
    for seed in range(50):
        light = random_light(np.random.default_rng(seed))
        assert 0 <= light.contact < 0.5
