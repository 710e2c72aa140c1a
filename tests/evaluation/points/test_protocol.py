"""Claims about scoring clicks and boxes of one image, against numpy on pixels."""

import numpy as np
import pytest
import torch
from scipy.ndimage import distance_transform_edt
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.points import protocol
from anymask.evaluation.points.policy import find_policy
from anymask.evaluation.points.protocol import Answers, PointsProtocol
from anymask.geometry import rle
from anymask.geometry.rle import Rle


def ask(view: object, truths: list[Rle], clicks: int = 1, policy: str = "ritm") -> Answers:
    draws = [np.random.default_rng(number) for number in range(len(truths))]
    return PointsProtocol(find_policy(policy), clicks)(view, truths, draws)


def _three(masks: Tensor) -> Tensor:
    return masks.repeat_interleave(3, dim=0)


def test_a_perfect_method_scores_one(answering, pair: Tensor, truths: list[Rle]) -> None:
    scores = ask(answering(_three(pair), pair), truths).ious
    assert {name: values.tolist() for name, values in scores.items()} == {
        "regular": [1, 1],
        "oracle": [1, 1],
        "box": [1, 1],
    }


def test_scores_equal_numpy_on_pixels(answering, pair: Tensor, truths: list[Rle]) -> None:
    generator = torch.Generator().manual_seed(0)
    clicked, boxed = (torch.rand(n, 40, 50, generator=generator) < 0.4 for n in (6, 2))
    scores = ask(answering(clicked, boxed), truths).ious
    for number, truth in enumerate(pair.numpy()):
        ious = [_iou(mask, truth) for mask in clicked[3 * number : 3 * number + 3].numpy()]
        assert scores["regular"][number] == ious[0]
        assert scores["oracle"][number] == max(ious)
        assert scores["box"][number] == _iou(boxed[number].numpy(), truth)


def _iou(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.logical_and(a, b).sum() / np.logical_or(a, b).sum())


def test_prompts_are_the_innermost_pixel_and_the_outer_box(
    answering, pair: Tensor, truths: list[Rle]
) -> None:
    view = answering(_three(pair), pair)
    ask(view, truths)
    assert view.boxes[0].tolist() == [[3, 5, 23, 25], [27, 12, 47, 35]]
    for (column, row), mask in zip(view.points[0].tolist(), pair, strict=True):
        inside = distance_transform_edt(mask.numpy())
        assert inside[int(row), int(column)] == inside.max()


def test_further_clicks_correct_the_most_confident_mask(
    answering, pair: Tensor, truths: list[Rle]
) -> None:
    empty = torch.zeros_like(pair)
    first = torch.stack([empty, pair, pair], dim=1).flatten(0, 1)
    scores = ask(answering(first, empty, pair, pair), truths, clicks=3).ious
    assert list(scores) == ["regular", "oracle", "clicks_2", "clicks_3", "box"]
    assert scores["regular"].tolist() == [0, 0]
    assert scores["clicks_2"].tolist() == [0, 0]
    assert scores["clicks_3"].tolist() == [1, 1]


def test_groups_of_objects_change_nothing(
    answering, pair: Tensor, truths: list[Rle], monkeypatch: pytest.MonkeyPatch
) -> None:
    masks = torch.rand(8, 40, 50, generator=torch.Generator().manual_seed(1)) < 0.5
    whole = ask(answering(masks[:6], masks[6:]), truths).ious
    monkeypatch.setattr(protocol, "OBJECTS_AT_A_TIME", 1)
    parts = ask(answering(masks[:3], masks[6:7], masks[3:6], masks[7:]), truths).ious
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_measures_that_a_method_cannot_answer_are_left_out(truths: list[Rle]) -> None:
    view = FilledBox()(np.zeros((40, 50, 3), np.uint8))
    answers = ask(view, truths, clicks=5)
    assert list(answers.ious) == ["box"]
    assert [rle.area(mask) for mask in answers.masks] == [400, 460]


def test_a_view_that_takes_nothing_answers_nothing(truths: list[Rle]) -> None:
    assert ask(object(), truths).ious == {}


def test_the_masks_are_the_most_confident_ones(answering, pair: Tensor, truths: list[Rle]) -> None:
    first = torch.stack([pair, ~pair, ~pair], dim=1).flatten(0, 1)
    assert ask(answering(first, ~pair), truths).masks == tuple(rle.encode(pair))


def test_the_policy_decides_where_clicks_fall(answering, pair: Tensor, truths: list[Rle]) -> None:
    view, others = (answering(_three(pair), pair) for _ in range(2))
    ask(view, truths, policy="sam-random")
    ask(others, truths)
    columns, rows = view.points[0].long().T
    assert pair[[0, 1], rows, columns].all()
    assert not torch.equal(view.points[0], others.points[0])


def test_less_than_one_click_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="clicks is 0; pass 1 or more"):
        PointsProtocol(clicks=0)
