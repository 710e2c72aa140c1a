"""Boxes are joined within a margin: the closest wins, whatever the order, nothing beyond."""

from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.fairness.box_match import MARGIN, closest_box

sides = st.floats(0, 1)
boxes = st.tuples(sides, sides, sides, sides)


@given(boxes, st.lists(boxes, max_size=4))
def test_a_box_itself_is_the_closest(box, others) -> None:
    assert closest_box(box, [*others, box]) is not None
    assert ([*others, box])[closest_box(box, [*others, box])] == box


@given(boxes, st.lists(boxes, max_size=4))
def test_every_side_of_what_is_found_lies_within_the_margin(box, others) -> None:
    place = closest_box(box, others)
    within = [max(abs(a - b) for a, b in zip(box, each, strict=True)) for each in others]
    if place is None:
        assert all(reach > MARGIN for reach in within)
    else:
        assert within[place] == min(within) <= MARGIN


def test_lines_without_a_box_are_passed_over() -> None:
    assert closest_box((0, 0, 1, 1), [None, None]) is None
