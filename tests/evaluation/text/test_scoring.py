"""Claims about the score of a phrase."""

from itertools import permutations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.text.scoring import THRESHOLD, found, join, score_phrase
from anymask.geometry import rle
from anymask.geometry.rle import Rle

masks = st.lists(st.booleans(), min_size=6, max_size=6).filter(any)
several = st.lists(masks, max_size=4)
truths = st.lists(masks, min_size=1, max_size=4)


def encode(rows: list[list[bool]]) -> list[Rle]:
    return rle.encode(torch.tensor(rows).view(-1, 2, 3))


@given(several, truths)
def test_recall_is_the_best_of_all_ways_to_pair(answers: list, truth: list) -> None:
    given_, wanted = np.array(answers, bool).reshape(-1, 6), np.array(truth)
    reaches = [[(a & t).sum() / (a | t).sum() >= THRESHOLD for t in wanted] for a in given_]
    padded = reaches + [[False] * len(truth)] * len(truth)
    best = max(
        sum(padded[row][column] for column, row in enumerate(rows))
        for rows in permutations(range(len(padded)), len(truth))
    )
    assert found(encode(answers) if answers else [], encode(truth)) == best


@given(several, truths)
def test_iou_is_that_of_the_joined_pixels(answers: list, truth: list) -> None:
    given_, wanted = np.array(answers, bool).reshape(-1, 6).any(0), np.array(truth).any(0)
    score = score_phrase(encode(answers) if answers else [], encode(truth))
    assert score.iou == pytest.approx((given_ & wanted).sum() / (given_ | wanted).sum())
    assert rle.decode(score.answer).flatten().tolist() == given_.tolist()


@given(truths)
def test_the_truth_itself_is_perfect_and_no_answer_is_nothing(truth: list) -> None:
    perfect, nothing = score_phrase(encode(truth), encode(truth)), score_phrase([], encode(truth))
    assert (perfect.recall, perfect.iou) == (1, 1)
    assert (nothing.recall, nothing.iou) == (0, 0)


def test_one_answer_finds_one_object_however_often_it_is_given() -> None:
    cat = encode([[True, True, False, False, False, False]])
    dog = encode([[False, False, False, True, True, False]])
    assert score_phrase(cat * 3, cat + dog).recall == 0.5


def test_no_masks_join_to_an_empty_one() -> None:
    assert rle.area(join([], (4, 5))) == 0
