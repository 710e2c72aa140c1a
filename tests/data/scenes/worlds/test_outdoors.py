"""Claims about scenes outdoors."""

from collections.abc import Callable

import numpy as np

from anymask.data.scenes.scene import ROOT, Node
from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.worlds.outdoors import compose as outdoors


def test_the_sky_is_behind_and_the_ground_below(compose: Callable[..., list[Node]]) -> None:
    for seed in range(10):
        nodes = compose(outdoors, seed)
        ground = next(node for node in nodes if node.nearness[0] > 0)
        assert nodes[0].name == "sky"
        assert ground.name in {"grass", "sand", "soil", "snow", "road", "water"}


def test_far_things_are_drawn_first_and_smaller_for_their_kind(
    compose: Callable[..., list[Node]],
) -> None:
    metres, pixels = [], []
    for seed in range(20):
        nodes = compose(outdoors, seed)
        for number, node in enumerate(nodes):
            if node.support == ROOT or node.name not in VOCABULARY:
                continue
            part = nodes[number + 1]
            assert part.shape is not None
            metres.append(VOCABULARY[node.name].metres * part.nearness[1])
            pixels.append(float(np.ptp(part.shape.outline[:, 1])))
    assert len(metres) > 40
    assert np.corrcoef(np.log(metres), np.log(pixels))[0, 1] > 0.3


def test_boats_float_and_horses_do_not(compose: Callable[..., list[Node]]) -> None:
    for seed in range(30):
        nodes = compose(outdoors, seed)
        ground = next(node for node in nodes if node.nearness[0] > 0)
        names = {node.name for node in nodes if node.support != ROOT}
        assert ("horse" in names) <= (ground.name != "water")
        assert ("boat" in names) <= (ground.name == "water")
