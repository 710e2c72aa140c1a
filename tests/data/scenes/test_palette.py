"""Claims about the colours of a scene."""

import numpy as np

from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.textures import texture_bank


def test_palettes_hold_colours_and_surfaces_show_tiles_of_the_bank() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        palette = random_palette(rng, 256)
        assert ((palette.colours >= 0) & (palette.colours <= 255)).all()
        assert 0 <= palette.surface(rng).tile < len(texture_bank())


def test_small_pictures_show_coarser_texels() -> None:
    small, large = (random_palette(np.random.default_rng(1), side) for side in (128, 512))
    assert small.scale == 4 * large.scale


def test_colours_are_muted_more_often_than_loud() -> None:
    colours = np.concatenate(
        [random_palette(np.random.default_rng(seed), 256).colours for seed in range(200)]
    )
    saturation = 1 - colours.min(1) / np.maximum(colours.max(1), 1)
    assert 0.1 < np.median(saturation) < 0.4
