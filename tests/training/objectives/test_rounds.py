"""Claims about the rounds of a simulated annotation."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.training.objectives.rounds import add_clicks, first_prompts, plan_rounds


def _seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _discs() -> torch.Tensor:
    pixel, centre = torch.arange(64), torch.tensor([20, 32, 44, 50])[:, None, None]
    return (pixel - centre) ** 2 + (pixel[:, None] - centre) ** 2 < 8**2


@settings(deadline=None)
@given(seed=st.integers(0, 2**31))
def test_the_published_plan_has_eight_clicks_and_ends_without_one(seed: int) -> None:
    clicks = plan_rounds(11, 2, _seeded(seed))
    assert len(clicks) == 10
    assert sum(clicks) == 8
    assert not clicks[-1]


def test_the_other_round_without_a_click_lies_anywhere() -> None:
    places = [plan_rounds(11, 2, _seeded(seed)).index(False) for seed in range(300)]
    assert set(places) == set(range(9))
    assert abs(sum(places) / 300 - 4) < 0.5


@pytest.mark.parametrize(
    ("rounds", "mask_only", "expected"),
    [(1, 0, ()), (3, 0, (True, True)), (2, 1, (False,)), (3, 2, (False, False))],
)
def test_short_plans(rounds: int, mask_only: int, expected: tuple[bool, ...]) -> None:
    assert plan_rounds(rounds, mask_only, _seeded()) == expected


def test_first_prompts_are_clicks_inside_or_boxes_around_half_each() -> None:
    masks = _discs().repeat(50, 1, 1)
    prompts = first_prompts(masks, _seeded())
    assert set(map(tuple, prompts.labels.tolist())) == {(1, -1), (2, 3)}
    is_click = prompts.labels[:, 0] == 1
    assert 0.4 < float(is_click.float().mean()) < 0.6
    column, row = prompts.coords[is_click, 0].long().unbind(1)
    assert masks[is_click, row, column].all()
    assert (prompts.coords[~is_click, 1] > prompts.coords[~is_click, 0]).all()


def test_a_click_corrects_what_is_wrong_and_keeps_the_earlier_prompts() -> None:
    masks = _discs()
    predicted = masks.roll(5, 2)
    before = first_prompts(masks, _seeded())
    after = add_clicks(before, predicted, masks, _seeded())
    column, row = after.coords[:, 0].long().unbind(1)
    objects = torch.arange(4)
    assert (predicted[objects, row, column] != masks[objects, row, column]).all()
    assert torch.equal(after.labels[:, 0], masks[objects, row, column].long())
    assert torch.equal(after.coords[:, 1:], before.coords)
    assert torch.equal(after.labels[:, 1:], before.labels)
