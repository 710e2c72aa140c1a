"""Claims about tables from above."""

from collections.abc import Callable

from anymask.data.scenes.scene import ROOT, Node
from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.worlds.tabletop import compose as tabletop


def test_things_lie_on_the_table_or_in_a_dish(compose: Callable[..., list[Node]]) -> None:
    supports = set()
    for seed in range(20):
        nodes = compose(tabletop, seed)
        supports |= {nodes[node.support].name for node in nodes if node.support != ROOT}
    assert supports == {"tabletop", "plate", "bowl", "tray", "basket"}


def test_only_food_lies_in_dishes(compose: Callable[..., list[Node]]) -> None:
    for seed in range(20):
        nodes = compose(tabletop, seed)
        for node in nodes:
            if node.support > 0:
                assert VOCABULARY[node.name].family == "fruit"
