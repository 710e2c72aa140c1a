"""Claims about which phrases of an image are asked."""

import pytest
import torch

from anymask.data.compact import CompactSample
from anymask.evaluation.sampling import EMPTY, SMALL, SURPLUS, Sampling
from anymask.evaluation.text.phrases import NO_LABEL, read_phrases
from anymask.evaluation.text.questions import Questions, choose_questions
from anymask.geometry import rle

NAMES = ("cat", "cat", "mouse", "ghost", "rug", None)
BOXES = ((0, 0, 10, 10), (5, 0, 15, 10), (0, 20, 2, 22), (0, 0, 0, 0), (0, 0, 50, 40), (0, 0, 9, 9))


@pytest.fixture
def sample(rectangles) -> CompactSample:
    """Two overlapping cats, a small mouse, a ghost without a pixel, and a rug."""
    masks = tuple(rle.encode(rectangles(*BOXES)))
    return CompactSample(torch.zeros(3, 40, 50, dtype=torch.uint8), masks, (40, 50), "set", "0")


def choose(sample: CompactSample, room: int | None = None, **sampling: float) -> Questions:
    phrases = read_phrases([{"category": name} for name in NAMES])
    return choose_questions(sample, phrases, 0, Sampling(**sampling), room)


def test_a_phrase_asks_for_all_of_its_objects_together(sample: CompactSample) -> None:
    cats, mouse, rug = choose(sample).asked
    assert (cats.text, cats.members, cats.area) == ("cat", (0, 1), 150)
    assert (mouse.text, mouse.area, rug.area) == ("mouse", 4, 2000)


def test_what_is_not_asked_is_counted(sample: CompactSample) -> None:
    assert choose(sample).left_out == {EMPTY: 1, NO_LABEL: 1}
    chosen = choose(sample, min_area_share=0.01)
    assert [question.text for question in chosen.asked] == ["cat", "rug"]
    assert chosen.left_out == {EMPTY: 1, NO_LABEL: 1, SMALL: 1}


def test_small_parts_of_a_large_phrase_are_asked_for(sample: CompactSample) -> None:
    (cats, _) = choose(sample, min_area_share=0.06).asked
    assert [rle.area(mask) for mask in cats.truths] == [100, 100]


def test_a_draw_keeps_the_order_and_follows_from_the_seed(sample: CompactSample) -> None:
    drawn = [choose(sample, room=2, seed=seed) for seed in range(20)]
    assert all(chosen.left_out[SURPLUS] == 1 for chosen in drawn)
    texts = {tuple(question.text for question in chosen.asked) for chosen in drawn}
    assert texts == {("cat", "mouse"), ("cat", "rug"), ("mouse", "rug")}
    assert len(choose(sample, room=3).asked) == 3
    again = choose(sample, room=2, seed=3).asked
    assert [q.text for q in again] == [q.text for q in drawn[3].asked]
