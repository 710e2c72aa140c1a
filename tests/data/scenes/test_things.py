"""Claims about putting named things into a scene."""

import numpy as np
import pytest

from anymask.data.scenes.composer import Composer
from anymask.data.scenes.kinds import Kind, box, oval
from anymask.data.scenes.palette import random_palette
from anymask.data.scenes.scene import ROOT
from anymask.data.scenes.things import add_thing

SNAIL = Kind(
    "snail", "animal", (), 0.1,
    (
        box("shell", 0.0, 0.5, 0.4, 0.5).with_parts(
            oval("spot", 0.0, 0.5, 0.1, 0.1).painted("dark")
        ),
        oval("head", 0.5, 0.2, 0.1, 0.1),
    ),
    ("green", "pink"), spin=0.0,
)  # fmt: skip


@pytest.fixture
def composer() -> Composer:
    rng = np.random.default_rng(3)
    return Composer(100, random_palette(rng, 100), rng)


def test_a_thing_is_a_group_of_its_parts(composer: Composer) -> None:
    standing = add_thing(composer, SNAIL, (50.0, 80.0), 40.0)
    group, shell, spot, head = composer.nodes
    assert (group.name, group.parent, group.shape) == ("snail", ROOT, None)
    assert [node.name for node in (shell, spot, head)] == ["shell", "spot", "head"]
    assert [node.parent for node in (shell, spot, head)] == [standing.number, 1, 0]
    assert [node.clipped for node in (shell, spot, head)] == [False, True, False]


def test_only_parts_of_the_main_colour_are_named_by_it(composer: Composer) -> None:
    add_thing(composer, SNAIL, (50.0, 80.0), 40.0, colour="pink")
    assert [node.colour for node in composer.nodes] == ["pink", "pink", "", "pink"]


def test_it_stands_on_its_base_with_its_height(composer: Composer) -> None:
    add_thing(composer, SNAIL, (50.0, 80.0), 40.0)
    shape = composer.nodes[1].shape
    assert shape is not None
    assert shape.outline[:, 1].max() == pytest.approx(80, abs=4)
    assert shape.outline[:, 1].min() == pytest.approx(40, abs=4)


def test_turned_upside_down_it_keeps_its_middle(composer: Composer) -> None:
    standing = add_thing(composer, SNAIL, (50.0, 80.0), 40.0, spin=180.0)
    assert standing.point(0.0, 0.5) == pytest.approx((50, 60))
    assert standing.point(0.0, 1.0) == pytest.approx((50, 80))


def test_things_of_a_kind_differ(composer: Composer) -> None:
    for _ in range(2):
        add_thing(composer, SNAIL, (50.0, 80.0), 40.0)
    one, other = composer.nodes[1].shape, composer.nodes[5].shape
    assert one is not None
    assert other is not None
    assert not np.allclose(one.outline, other.outline)
