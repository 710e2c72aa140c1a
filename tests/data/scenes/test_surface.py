"""Claims about the look of things."""

import numpy as np

from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.surface import dimmed, repainted


def test_instances_of_one_kind_look_alike_but_not_the_same() -> None:
    rng = np.random.default_rng(0)
    surface = random_palette(rng, 256).surface(rng)
    other = repainted(surface, rng)
    assert other.tile == surface.tile
    assert other.origin != surface.origin
    assert np.allclose(other.bright - other.dark, surface.bright - surface.dark)


def test_dimming_keeps_the_hue() -> None:
    rng = np.random.default_rng(0)
    surface = random_palette(rng, 256).surface(rng)
    ratio = dimmed(surface, rng).dark / surface.dark
    assert np.allclose(ratio, ratio[0])
    assert ratio[0] != 1


def test_light_leaves_the_middle_as_it_is_and_gains_towards_its_direction() -> None:
    rng = np.random.default_rng(0)
    lit = random_palette(rng, 256).surface(rng).lit((30.0, 40.0), 10.0, 0.2, np.pi / 2)
    assert lit.centre == (30, 40)
    assert np.allclose(lit.light, (0, 0.02))
