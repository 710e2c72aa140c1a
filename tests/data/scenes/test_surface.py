"""Claims about the look of things."""

import numpy as np

from anymask.data.scenes.surface import random_palette, repainted
from anymask.data.scenes.textures import texture_bank


def test_palettes_hold_colours_and_surfaces_show_tiles_of_the_bank() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        palette = random_palette(rng, 256)
        assert ((palette.colours >= 0) & (palette.colours <= 255)).all()
        assert 0 <= palette.surface(rng).tile < len(texture_bank())


def test_instances_of_one_kind_look_alike_but_not_the_same() -> None:
    rng = np.random.default_rng(0)
    surface = random_palette(rng, 256).surface(rng)
    other = repainted(surface, rng)
    assert other.tile == surface.tile
    assert other.origin != surface.origin
    assert np.allclose(other.bright - other.dark, surface.bright - surface.dark)


def test_light_leaves_the_middle_as_it_is_and_gains_towards_its_direction() -> None:
    rng = np.random.default_rng(0)
    lit = random_palette(rng, 256).surface(rng).lit((30.0, 40.0), 10.0, 0.2, np.pi / 2)
    assert lit.centre == (30, 40)
    assert np.allclose(lit.light, (0, 0.02))
