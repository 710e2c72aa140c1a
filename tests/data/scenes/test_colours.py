"""Claims about named colours."""

import numpy as np
import pytest

from anymask.data.scenes.colours import TERMS, draw_colour, name_colour


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize("light", [0.85, 1.0, 1.1])
def test_a_drawn_colour_keeps_its_name_in_other_light(name: str, light: float) -> None:
    for seed in range(100):
        colour = draw_colour(name, np.random.default_rng(seed))
        assert name_colour(light * colour) == name


def test_every_colour_has_a_name() -> None:
    colours = np.random.default_rng(0).uniform(-20, 280, (2000, 3))
    assert {name_colour(colour) for colour in colours} == set(TERMS)
