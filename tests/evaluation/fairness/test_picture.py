"""The picture of groups: a line for each, coloured by measure, none where there is no group."""

import numpy as np

from anymask.evaluation.fairness.picture import BOTTOM, LINE_PX, TOP, WIDTH, draw_groups
from anymask.evaluation.fairness.report import MethodFairness, compare_method
from anymask.inference.draw import colour_of

HEADINGS = {"regular": "1 click"}


def test_the_picture_grows_with_the_groups(people) -> None:
    for attribute, groups in (("age", 2), ("country", 3)):
        method = compare_method("tiny", people, ["regular"], [attribute])
        drawn = draw_groups(method, HEADINGS, 0.95)
        assert drawn is not None
        assert drawn.shape == (TOP + groups * LINE_PX + BOTTOM, WIDTH, 3)


def test_dots_have_the_colour_of_their_measure(people) -> None:
    drawn = draw_groups(compare_method("tiny", people, ["regular"], ["age"]), HEADINGS, 0.95)
    assert drawn is not None
    assert (np.abs(drawn[TOP:-BOTTOM].astype(int) - colour_of(0)).max(-1) <= 2).sum() > 20


def test_nothing_to_draw_is_no_picture() -> None:
    assert draw_groups(MethodFairness("tiny", ()), HEADINGS, 0.95) is None
