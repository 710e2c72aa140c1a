"""Claims about simulated clicks, against a direct reading of RITM's rule with OpenCV."""

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.evaluation.points.policy import (
    NEXT_CLICKS,
    POLICIES,
    Click,
    ClickPolicy,
    NextClick,
    find_policy,
)

BOX = torch.zeros(20, 30, dtype=torch.bool)
BOX[4:15, 6:25] = True
RITM = find_policy("ritm")


def draws(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def opencv_depth(region: np.ndarray, clicked: list[Click]) -> np.ndarray:
    depth = cv2.distanceTransform(np.pad(region, 1).astype(np.uint8), cv2.DIST_L2, 0)[1:-1, 1:-1]
    for click in clicked:
        depth[click.row, click.column] = 0
    return depth


def ritms_click(answer: np.ndarray, truth: np.ndarray, clicked: list[Click]) -> Click | None:
    """Frame both error regions by a pixel, take clicked pixels out, click the deeper one."""
    missed, surplus = opencv_depth(truth & ~answer, clicked), opencv_depth(answer & ~truth, clicked)
    positive = missed.max() > surplus.max()
    deeper = missed if positive else surplus
    if deeper.max() == 0:
        return None
    rows, columns = np.where(deeper == deeper.max())
    return Click(int(columns[0]), int(rows[0]), int(positive))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 24), st.integers(1, 24), st.floats(0.2, 0.97))
def test_the_default_is_ritms_rule(seed: int, height: int, width: int, share: float) -> None:
    generator = np.random.default_rng(seed)
    answer, truth = generator.random((2, height, width)) < share
    clicked: list[Click] = []
    for _ in range(4):
        click = RITM.next_click(
            torch.from_numpy(answer), torch.from_numpy(truth), clicked, generator
        )
        assert click == ritms_click(answer, truth, clicked)
        clicked += [] if click is None else [click]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.1, 1))
def test_the_first_click_answers_an_empty_mask(seed: int, share: float) -> None:
    truth = torch.from_numpy(np.random.default_rng(seed).random((9, 13)) < share)
    truth[4, 6] = True
    nothing = torch.zeros_like(truth)
    assert RITM.first_click(truth, draws()) == RITM.next_click(nothing, truth, (), draws())


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.1, 0.9), st.sampled_from(sorted(POLICIES)))
def test_every_policy_clicks_wrong_pixels_by_what_they_are(
    seed: int, share: float, name: str
) -> None:
    answer, truth = torch.from_numpy(np.random.default_rng(seed).random((2, 7, 9)) < share)
    clicked: list[Click] = []
    while (click := POLICIES[name].next_click(answer, truth, clicked, draws(seed))) is not None:
        assert answer[click.row, click.column] != truth[click.row, click.column]
        assert click.label == truth[click.row, click.column]
        clicked.append(click)
    assert len(set(clicked)) == (answer ^ truth).sum()  # each once, and none is left


@pytest.mark.parametrize("following", NEXT_CLICKS)
def test_a_right_answer_needs_no_click(following: NextClick) -> None:
    assert ClickPolicy(next=following).next_click(BOX, BOX, (), draws()) is None


def shifted() -> tuple[Tensor, Tensor]:
    """An answer that misses a strip of the object and covers another beyond it, side by side."""
    answer, truth = torch.zeros(2, 21, 30, dtype=torch.bool)
    answer[:, 14:20], truth[:, 10:14] = True, True
    return answer, truth


def test_parts_and_the_whole_error_have_different_centres() -> None:
    answer, truth = shifted()
    part = find_policy("ritm").next_click(answer, truth, (), draws())
    whole = find_policy("sam").next_click(answer, truth, (), draws())
    assert part == Click(column=16, row=2, label=0)  # the middle of the six columns too many
    assert whole == Click(column=14, row=4, label=0)  # the middle of all ten wrong columns


def test_a_region_at_the_border_is_deepest_there_without_padding() -> None:
    edge = torch.zeros(9, 9, dtype=torch.bool)
    edge[:, :5] = True
    assert ClickPolicy().first_click(edge, draws()) == Click(column=2, row=2, label=1)
    assert ClickPolicy(padding=False).first_click(edge, draws()) == Click(column=0, row=0, label=1)


def test_random_first_clicks_fall_all_over_the_object() -> None:
    policy, generator = find_policy("sam-random"), draws()
    clicks = [policy.first_click(BOX, generator) for _ in range(2000)]
    counts = np.bincount([30 * click.row + click.column for click in clicks], minlength=600)
    assert (counts.reshape(20, 30) > 0).sum() > 0.99 * BOX.sum()
    assert not counts.reshape(20, 30)[~BOX.numpy()].any()


def test_the_same_seed_draws_the_same_clicks() -> None:
    policy = find_policy("training")
    first, again = (policy.first_click(BOX, draws(3)) for _ in range(2))
    assert first == again


def test_unknown_words_name_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="no click policy 'ritn'; did you mean 'ritm'"):
        find_policy("ritn")
    with pytest.raises(ConfigurationError, match=r"distance is 'manhattan'.*taxicab"):
        RITM.change(distance="manhattan")
