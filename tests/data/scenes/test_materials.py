"""Claims about materials."""

import numpy as np
import pytest

from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.textures import texture_bank


@pytest.mark.parametrize("name", MATERIALS)
def test_surfaces_show_tiles_of_the_bank_in_the_colours_of_the_material(name: str) -> None:
    material = MATERIALS[name]
    low, high = np.min(material.colours, 0), np.max(material.colours, 0)
    for seed in range(10):
        surface = material.surface(np.random.default_rng(seed), 1.0)
        middle = (surface.dark + surface.bright) / 2
        assert surface.tile in material.tiles
        assert surface.tile < len(texture_bank())
        assert (middle > 0.7 * low - 20).all()
        assert (middle < 1.3 * high + 20).all()


def test_a_dyed_surface_has_the_colour_of_the_dye() -> None:
    dye = np.array([200.0, 30.0, 40.0])
    surface = MATERIALS["fabric"].surface(np.random.default_rng(0), 1.0, dye)
    assert np.allclose((surface.dark + surface.bright) / 2, dye)


def test_scale_turn_and_stretch_are_passed_on() -> None:
    surface = MATERIALS["road"].surface(np.random.default_rng(0), 2.0, turn=0.25, stretch=3.0)
    low, high = MATERIALS["road"].texels
    assert 2 * low <= surface.texels_per_pixel <= 2 * high
    assert (surface.turn, surface.stretch) == (0.25, 3.0)
