"""Claims about objects that get one more click at a time."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from anymask.evaluation.methods import ModelMethod
from anymask.evaluation.points.policy import Click, ClickPolicy
from anymask.evaluation.points.session import Session, to_points
from anymask.geometry.rle import Rle
from anymask.inference.segmenter import load

FIRST = [Click(12, 14, 1), Click(36, 23, 1)]
POLICY, DRAWS = ClickPolicy(), [np.random.default_rng(0)] * 2
"""The draws are not looked at: this policy leaves nothing to chance."""


def test_the_second_click_falls_into_the_error_and_follows_the_first(
    answering, result_of, pair: Tensor, truths: list[Rle]
) -> None:
    view = answering(pair)
    wrong = torch.stack([torch.zeros_like(pair[0]), torch.ones_like(pair[1])])
    session = Session(view, truths, POLICY, DRAWS, FIRST, result_of(wrong))
    session.click()
    clicks = [
        POLICY.next_click(*both, [first], DRAWS[0])
        for *both, first in zip(wrong, pair, FIRST, strict=True)
    ]
    assert view.points[0].tolist() == [
        [[first.column, first.row], [click.column, click.row]]
        for first, click in zip(FIRST, clicks, strict=True)
    ]
    assert view.labels[0].tolist() == [[1, 1], [1, 0]]
    assert session.ious.tolist() == [1, 1]


def test_a_right_object_is_left_alone_and_keeps_its_score(
    answering, result_of, pair: Tensor, truths: list[Rle]
) -> None:
    empty = torch.zeros_like(pair[:1])
    view = answering(empty, pair[1:])
    session = Session(view, truths, POLICY, DRAWS, FIRST, result_of(torch.cat([pair[:1], empty])))
    session.click()
    assert session.ious.tolist() == [1, 0]
    session.click()
    assert session.ious.tolist() == [1, 1]
    assert [points.shape for points in view.points] == [(1, 2, 2), (1, 3, 2)]
    session.click()  # nobody is asked any more
    assert session.ious.tolist() == [1, 1]


def test_many_objects_equal_one_at_a_time(
    random_model: Path, picture: np.ndarray, truths: list[Rle]
) -> None:
    view = ModelMethod("random", load(random_model))(picture)
    together = _follow(view, truths, FIRST)
    alone = [_follow(view, [t], [c]) for t, c in zip(truths, FIRST, strict=True)]
    assert together == pytest.approx(np.concatenate(alone, axis=1))


def _follow(view, truths: list[Rle], first: list[Click]) -> np.ndarray:
    best = view.click(to_points([[click] for click in first])[:, 0])[::3]
    session = Session(view, truths, POLICY, DRAWS, first, best)
    ious = []
    for _ in range(3):
        session.click()
        ious.append(session.ious.numpy().copy())
    return np.stack(ious)


def test_it_equals_a_plain_loop_with_the_logits_fed_back(
    random_model: Path, picture: np.ndarray, pair: Tensor, truths: list[Rle]
) -> None:
    segmenter = load(random_model)
    scene, history = segmenter.embed(picture), [FIRST[0]]
    answer = scene.segment(points=[(12, 14)], labels=[1], multimask=True)[0]
    expected = []
    for _ in range(3):
        click = POLICY.next_click(answer.binary()[0], pair[0], history, DRAWS[0])
        history += [] if click is None else [click]
        points, labels = [(c.column, c.row) for c in history], [c.label for c in history]
        answer = scene.segment(points=points, labels=labels, refine=answer, multimask=False)
        mask = answer.binary()[0]
        expected.append(float((mask & pair[0]).sum() / (mask | pair[0]).sum()))
    view = ModelMethod("random", segmenter)(picture)
    assert _follow(view, truths[:1], FIRST[:1])[:, 0] == pytest.approx(expected)


def test_clicks_become_pixel_indices() -> None:
    assert to_points([[Click(3, 5, 1), Click(0, 2, 0)]]).tolist() == [[[3, 5], [0, 2]]]
