"""Claims about the picture of queries and their neighbours."""

import numpy as np
import pytest

from anymask.evaluation.probe.gallery import Line, Tile
from anymask.evaluation.probe.picture import (
    DIMMED,
    HEAD,
    OTHER,
    SAME,
    TILE,
    UNKNOWN,
    draw_neighbours,
    thumbnail,
)
from anymask.evaluation.probe.window import Window


def tile(category: str | None, similarity: float = 1.0) -> Tile:
    """A grey square with a mask on its left half."""
    mask = np.zeros((20, 30), bool)
    mask[:, :15] = True
    return Tile(Window(np.full((20, 30, 3), 200, np.uint8), mask), category, similarity)


def test_surroundings_are_dimmed_and_the_mask_is_not() -> None:
    small = thumbnail(tile("cup").window)
    assert small.shape == (round(TILE * 20 / 30), TILE, 3)
    left, right = small[:, : TILE // 2 - 9], small[:, TILE // 2 + 9 :]  # far from the edge
    assert (left == 200).all()
    assert (right == int(200 * DIMMED)).all()


def test_bars_say_whether_the_category_is_that_of_the_query() -> None:
    line = Line(tile("cup"), (tile("cup"), tile("plate")), (tile(None), tile("cup"), tile("cup")))
    picture = draw_neighbours("m", [line])
    row = picture[HEAD + TILE + 3]  # goes through the bars
    wide = [int((row == colour).all(1).sum()) for colour in (SAME, OTHER, UNKNOWN)]
    assert wide == [3 * TILE, TILE, TILE]


@pytest.mark.parametrize("shape", [(1, 400), (400, 1), (3, 3)])
def test_any_window_fits_its_tile(shape: tuple[int, int]) -> None:
    window = Window(np.zeros((*shape, 3), np.uint8), np.ones(shape, bool))
    assert max(thumbnail(window).shape) == TILE


def test_every_line_has_the_same_height() -> None:
    line = Line(tile("cup"), (), ())
    heights = [draw_neighbours("m", [line] * count).shape[0] for count in (1, 2, 3)]
    assert heights[1] - heights[0] == heights[2] - heights[1] > TILE
