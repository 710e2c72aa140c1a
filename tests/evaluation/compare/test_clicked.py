"""Claims about clicks worked out again."""

import numpy as np
import pytest
import torch

from anymask.evaluation.compare.clicked import first_click
from anymask.evaluation.points.policy import ClickPolicy
from anymask.evaluation.points.task import PointsTask
from anymask.geometry import rle


@pytest.mark.parametrize("distance", ["euclidean", "chessboard", "taxicab"])
@pytest.mark.parametrize("padding", [True, False])
def test_it_is_the_click_of_the_task(rectangles, distance, padding: bool) -> None:
    truth = rectangles((0, 3, 31, 20))[0] | rectangles((20, 0, 50, 9))[0]
    policy = ClickPolicy(distance=distance, padding=padding)
    click = policy.first_click(truth, np.random.default_rng(0))
    found = first_click(PointsTask(policy=policy).settings(), rle.encode(truth[None])[0])
    assert found == (click.column, click.row)


def test_random_and_unknown_clicks_are_not_told() -> None:
    truth = rle.encode(torch.ones(1, 5, 5, dtype=torch.bool))[0]
    random = PointsTask(policy=ClickPolicy(first="random")).settings()
    assert first_click(random, truth) is None
    assert first_click({}, truth) is None
    assert first_click({"first_click": "centre"}, truth) is None
    assert first_click({**random, "first_click": "centre", "distance": "x"}, truth) is None
