"""The page of statistics shows bars where there are counts."""

import numpy as np

from anymask.data.statistics import BINS, CENTRE_CELLS, SetStatistics
from anymask.data.statistics_picture import BAR, MARGIN, PANEL, draw_statistics


def _statistics(masks: int) -> SetStatistics:
    sizes = [masks] + [0] * (BINS - 1)
    centres = [[0] * CENTRE_CELLS for _ in range(CENTRE_CELLS)]
    centres[3][5] = masks
    return SetStatistics(1, masks, 0, 0, [0] * masks + [1], sizes, sizes[::-1], centres, {}, {})


def test_every_panel_has_its_bar() -> None:
    page = draw_statistics(_statistics(30), "zoo")
    assert page.shape == (3 * PANEL[1] + MARGIN, 2 * PANEL[0], 3)
    for row in range(2):
        for column in range(2):
            top, left = MARGIN + row * PANEL[1], column * PANEL[0]
            panel = page[top : top + PANEL[1], left : left + PANEL[0]]
            assert (panel == BAR).all(axis=2).any()
    assert (page[MARGIN + 2 * PANEL[1] :] == BAR).all(axis=2).any()


def test_an_empty_set_makes_an_empty_page() -> None:
    page = draw_statistics(SetStatistics(0, 0, 0, 0, [], [], [], [[0]], {}, {}), "nothing")
    assert not (page == BAR).all(axis=2).any()


def test_many_numbers_of_masks_are_joined() -> None:
    page = draw_statistics(_statistics(1000), "zoo")
    assert np.isfinite(page.mean())
