"""Claims about the picture of rounds."""

import numpy as np

from anymask.engine.round_chart import COLOURS, draw_rounds, panels_of
from anymask.engine.stages import STAGES
from anymask.engine.statistics import Labelled


def line(number: int, stage: str, masks_per_image: float | None) -> Labelled:
    """What was labelled in a round."""
    return Labelled(number, stage, 3, 9, 0, masks_per_image, 14.0, 2.5, "tiny", None)


def coloured(page: np.ndarray, stage: str) -> int:
    """Pixels of the bars of a stage, without the legend."""
    return int((page[56:] == COLOURS[stage]).all(-1).sum())


def test_each_stage_has_its_colour() -> None:
    assert set(COLOURS) == set(STAGES)
    page = draw_rounds([line(1, "assisted-manual", 20.0), line(2, "semi-automatic", 44.0)], "zoo")
    assert coloured(page, "assisted-manual") > 0
    assert coloured(page, "semi-automatic") > 0
    assert coloured(page, "fully-automatic") == 0


def test_more_masks_are_a_higher_bar() -> None:
    def bar(value: float) -> int:
        lines = [line(1, "assisted-manual", 72.0), line(2, "semi-automatic", value)]
        return coloured(draw_rounds(lines, "zoo"), "semi-automatic")

    assert bar(20.0) < bar(44.0) < bar(72.0)


def test_what_is_not_known_has_no_bar() -> None:
    assert [panel.values for panel in panels_of([line(1, "assisted-manual", None)])] == [
        (None,),
        (14.0,),
        (2.5,),
        (None,),
    ]
    assert draw_rounds([], "zoo").shape == draw_rounds([line(1, "assisted-manual", None)], "").shape
