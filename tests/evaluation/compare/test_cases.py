"""Claims about which examples are worth looking at."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.compare.answers import Answer, Question
from anymask.evaluation.compare.cases import make_groups, pick
from anymask.evaluation.compare.examples import Example, Examples

asked = st.tuples(
    st.sampled_from("abc"), st.sampled_from("012"), st.integers(1, 3), st.floats(0, 1)
)


def make(set_name: str, image: str, area: int, score: float) -> Example:
    question = Question(set_name, image, "object", (0,), area)
    return Example(question, (Answer("", {"regular": score}, "regular", ""),))


@given(st.lists(asked, max_size=12), st.integers(0, 8))
def test_a_choice_is_sorted_has_each_image_once_and_spreads_over_sets(found: list, count: int):
    examples = [make(*each) for each in found]
    chosen = pick(examples, np.array([each.answers[0].score for each in examples]), count)
    scores = [each.answers[0].score for each in chosen]
    images = [(each.question.set_name, each.question.image) for each in chosen]
    everywhere = {(each.question.set_name, each.question.image) for each in examples}
    assert scores == sorted(scores, reverse=True)
    assert len(set(images)) == len(images) == min(count, len(everywhere))
    turns = [sum(name == each for name, _ in images) for each in "abc"]
    there = [sum(name == each for name, _ in everywhere) for each in "abc"]
    assert all(a >= min(b - 1, all_a) for a, all_a in zip(turns, there, strict=True) for b in turns)


def test_the_best_of_a_set_is_its_highest_and_of_equals_the_largest() -> None:
    examples = [make("a", "0", 5, 0.4), make("a", "1", 2, 0.9), make("a", "2", 7, 0.9)]
    (best,) = pick(examples, np.array([0.4, 0.9, 0.9]), 1)
    assert best is examples[2]


@pytest.fixture
def rivals(section_of, report_of, example_of) -> Examples:
    """Three methods on three images."""
    sets = {"cats": {"regular": 0.5}}
    section = section_of(*(report_of(name, sets) for name in ("tiny", "vit_b", "box")))
    scores = [(0.1, 0.9, 0.1), (0.8, 0.6, 0.8), (0.5, 0.5, 0.5)]
    found = [example_of(*each, image=str(number)) for number, each in enumerate(scores)]
    return Examples("regular", section.contenders, tuple(found))


def test_groups_show_extremes_and_differences_with_the_first(rivals: Examples) -> None:
    groups = {
        group.title: [int(each.question.image) for each in group.examples]
        for group in make_groups(rivals, 2)
    }
    assert groups == {
        "Worst of tiny": [0, 2],
        "Best of tiny": [1, 2],
        "Worst of vit_b": [2, 1],
        "Best of vit_b": [0, 1],
        "Worst of box": [0, 2],
        "Best of box": [1, 2],
        "tiny ahead of vit_b": [1],
        "vit_b ahead of tiny": [0],
    }


def test_nothing_to_show_is_no_group(rivals: Examples) -> None:
    assert make_groups(Examples("regular", rivals.contenders, ()), 3) == ()
