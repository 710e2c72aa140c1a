"""Claims about rooms and tables."""

from collections.abc import Callable

from anymask.data.scenes.scene import ROOT, Node
from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.worlds.indoors import compose as indoors
from anymask.data.scenes.worlds.indoors import compose_still_life as still_life


def test_a_room_has_a_wall_and_a_floor(compose: Callable[..., list[Node]]) -> None:
    for seed in range(10):
        nodes = compose(indoors, seed)
        assert nodes[0].name == "wall"
        assert any(node.name in {"floor", "carpet"} for node in nodes)


def test_some_furniture_has_things_on_top(compose: Callable[..., list[Node]]) -> None:
    on_top = 0
    for seed in range(20):
        nodes = compose(indoors, seed)
        for node in nodes:
            if node.support != ROOT and nodes[node.support].name in VOCABULARY:
                assert VOCABULARY[nodes[node.support].name].top is not None
                on_top += 1
    assert on_top > 5


def test_what_stands_on_a_table_belongs_there(compose: Callable[..., list[Node]]) -> None:
    for seed in range(10):
        nodes = compose(still_life, seed)
        for node in nodes:
            if node.support != ROOT:
                assert nodes[node.support].name == "tabletop"
                assert "table" in VOCABULARY[node.name].places
