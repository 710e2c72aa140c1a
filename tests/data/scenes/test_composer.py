"""Claims about building a scene: depths fall from one thing to the next."""

from itertools import pairwise

import numpy as np
import pytest

from anymask.data.scenes.composer import Body, Composer, frame, region
from anymask.data.scenes.outlines import ellipse
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.scene import ROOT


@pytest.fixture
def composer() -> Composer:
    rng = np.random.default_rng(0)
    return Composer(100, random_palette(rng, 100), rng)


def _disc(x: float, y: float, radius: float) -> Body:
    return Body((x, y), radius)


def test_each_thing_is_nearer_than_the_one_before(composer: Composer) -> None:
    rng = composer.rng
    for _ in range(5):
        composer.approach(1.01)
        composer.add(ROOT, composer.random_body(9.0).place(ellipse(rng)))
    offsets = [node.nearness[1] for node in composer.nodes]
    assert all(later > 1.009 * earlier for earlier, later in pairwise(offsets))


def test_things_are_as_near_as_the_ground_under_their_feet(composer: Composer) -> None:
    composer.add(ROOT, frame(100))
    surface = composer.nodes[0].surface
    assert surface is not None
    composer.lay_ground(region(composer.rng, 100, 40.0, 0.0), surface, "grass", nearness=0.5)
    number = composer.add(ROOT, _disc(50.0, 60.0, 10.0).place(ellipse(composer.rng)))
    nearness = composer.nodes[number].nearness[1]
    assert composer.ground_nearness(70.0) < nearness < 1.01 * composer.ground_nearness(72.0)
    assert composer.ground_nearness(100.0) == pytest.approx(0.5)
    assert composer.ground_row(composer.ground_nearness(63.0)) == pytest.approx(63)
    assert composer.nodes[composer.ground].name == "grass"


def test_a_region_covers_all_below_its_line() -> None:
    outline = region(np.random.default_rng(0), 100, 30.0, 0.0).outline
    assert outline[:-2, 1] == pytest.approx(30)
    assert outline[-2:, 1].min() > 100


def test_lighting_needs_a_body(composer: Composer) -> None:
    body = _disc(50.0, 50.0, 20.0)
    lit = composer.add(ROOT, body.place(ellipse(composer.rng)), body=body)
    flat = composer.add(ROOT, body.place(ellipse(composer.rng)))
    first, second = composer.nodes[lit].surface, composer.nodes[flat].surface
    assert first is not None
    assert second is not None
    assert first.centre == (50, 50)
    assert second.light == (0, 0)
