"""Claims about fronts of buildings."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes.scene import Node
from anymask.data.scenes.worlds.facade import SQUARE, Front
from anymask.data.scenes.worlds.facade import compose as facade


def test_windows_are_parts_of_walls_and_panes_of_windows(
    compose: Callable[..., list[Node]],
) -> None:
    windows = 0
    for seed in range(10):
        nodes = compose(facade, seed)
        for node in nodes:
            if node.name == "pane":
                assert nodes[node.parent].name == "window"
            if node.name == "wall":
                assert nodes[node.parent].name == "building"
            if node.name == "sill":
                windows += 1
                assert nodes[node.parent].name == "wall"
    assert windows > 10


def test_a_slanting_front_moves_rows_with_columns() -> None:
    front = Front((0.5, 0.0), (10.0, 10.0))
    placed = front.place((14.0, 10.0), (2.0, 1.0), SQUARE).outline
    assert placed.mean(0) == pytest.approx((14, 12))
    assert np.ptp(placed[:, 0]) == pytest.approx(4)
