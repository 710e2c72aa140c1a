"""Claims about microscopy."""

from collections.abc import Callable

import numpy as np
from scipy.spatial import cKDTree

from anymask.data.scenes.scene import Node
from anymask.data.scenes.worlds.cells import compose as cells
from anymask.data.scenes.worlds.cells import packed_cells


def test_all_three_kinds_of_microscopy_occur(compose: Callable[..., list[Node]]) -> None:
    names = [{node.name for node in compose(cells, seed)} for seed in range(20)]
    assert {"", "nucleus"} in names
    assert any("cell" in each for each in names)
    assert any("organelle" in each for each in names)


def test_packed_cells_fill_the_square_without_overlap() -> None:
    corners = packed_cells(np.random.default_rng(0), 40)
    areas = [_area(outline) for outline in corners]
    inside = [area for area, outline in zip(areas, corners, strict=True) if _within(outline)]
    assert sum(inside) < 1
    assert sum(areas) > 1


def test_packed_cells_share_their_corners() -> None:
    corners = np.concatenate(packed_cells(np.random.default_rng(0), 60))
    middle = corners[(np.abs(corners - 0.5) < 0.3).all(1)]
    counts = [len(near) for near in cKDTree(corners).query_ball_point(middle, 1e-9)]
    assert set(counts) == {3}


def _area(outline: np.ndarray) -> float:
    x, y = outline.T
    return float(abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2)


def _within(outline: np.ndarray) -> bool:
    return bool((outline > 0).all() and (outline < 1).all())
