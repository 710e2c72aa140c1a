"""Claims about the promptable-segmentation objective."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from anymask.data.collate import Batch
from anymask.models.sam.model import MaskPrediction, Sam
from anymask.training.objectives.sam import SamObjective


class Spy:
    """Stand in for a model's `decode_batch` and remember what was asked and answered."""

    def __init__(self, model: Sam) -> None:
        self.decode_batch = model.decode_batch
        self.asked: list[tuple[Any, ...]] = []
        self.answers: list[MaskPrediction] = []
        model.decode_batch = self  # type: ignore[method-assign]

    def __call__(self, *arguments: Any) -> MaskPrediction:
        self.asked.append(arguments)
        answer = self.decode_batch(*arguments)
        answer.logits.retain_grad()
        self.answers.append(answer)
        return answer


@pytest.fixture
def model(build: Callable[[], Sam]) -> Sam:
    return build().train()


@pytest.fixture
def batch(batch_of: Callable[[int], Batch]) -> Batch:
    return batch_of(0)


def _seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("pixel_loss", ["focal", "cross_entropy"])
def test_twenty_steps_on_one_batch_lower_the_loss(
    model: Sam, batch: Batch, pixel_loss: Any
) -> None:
    objective = SamObjective(full_step_share=0.0, pixel_loss=pixel_loss)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(20):
        loss = objective(model, batch, _seeded())["loss"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.9 * losses[0]


def test_all_terms_are_finite_and_shares_lie_between_0_and_1(model: Sam, batch: Batch) -> None:
    terms = SamObjective(full_step_share=1.0)(model, batch, _seeded())
    assert all(bool(term.isfinite()) and term.ndim == 0 for term in terms.values())
    assert 0 <= terms["iou"] <= terms["oracle"] <= 1


def test_the_same_generator_gives_the_same_terms(model: Sam, batch: Batch) -> None:
    objective = SamObjective(full_step_share=1.0)
    assert objective(model, batch, _seeded(5)) == objective(model, batch, _seeded(5))


def test_a_full_step_plays_all_rounds_and_feeds_logits_back(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    SamObjective(rounds=3, full_step_share=1.0)(model, batch, _seeded())
    assert [asked[3].shape[1] for asked in spy.asked] == [2, 3, 4]  # a click more each round
    assert spy.asked[0][4] is None
    assert all(asked[4].shape == (4, 1, 16, 16) for asked in spy.asked[1:])
    assert not any(asked[4].requires_grad for asked in spy.asked[1:])


def test_other_steps_play_the_first_round_only(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    for seed in range(4):
        SamObjective(full_step_share=0.0)(model, batch, _seeded(seed))
    assert len(spy.asked) == 4


def test_first_prompts_are_clicks_inside_or_boxes_around_half_each(
    model: Sam, batch: Batch
) -> None:
    spy = Spy(model)
    for seed in range(50):
        SamObjective(full_step_share=0.0)(model, batch, _seeded(seed))
    coords = torch.cat([asked[2] for asked in spy.asked])
    labels = torch.cat([asked[3] for asked in spy.asked])
    assert set(map(tuple, labels.tolist())) == {(1, -1), (2, 3)}
    is_click = labels[:, 0] == 1
    assert 0.4 < float(is_click.float().mean()) < 0.6  # of 200
    column, row = coords[is_click, 0].long().unbind(1)
    assert batch.masks.repeat(50, 1, 1)[is_click, row, column].all()
    assert (coords[~is_click, 1] > coords[~is_click, 0]).all()


def test_corrections_lie_where_the_last_mask_is_wrong(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    SamObjective(rounds=2, full_step_share=1.0)(model, batch, _seeded())
    _, _, coords, labels, fed_back = spy.asked[1]
    predicted = torch.nn.functional.interpolate(fed_back, size=(64, 64), mode="bilinear")[:, 0] > 0
    objects, (column, row) = torch.arange(4), coords[:, 0].long().unbind(1)
    truth = batch.masks[objects, row, column]
    assert (predicted[objects, row, column] != truth).all()
    assert torch.equal(labels[:, 0], truth.long())


def test_only_the_cheapest_of_the_three_masks_learns(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    terms = SamObjective(full_step_share=0.0, quality_weight=0.0)(model, batch, _seeded())
    terms["loss"].backward()
    gradient = spy.answers[0].logits.grad
    assert gradient is not None
    learns = gradient.flatten(2).any(2)  # (B, 4)
    assert not learns[:, 0].any()
    assert (learns[:, 1:].sum(1) == 1).all()


def test_the_single_mask_learns_from_corrections(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    SamObjective(rounds=2, full_step_share=1.0)(model, batch, _seeded())["loss"].backward()
    gradient = spy.answers[1].logits.grad
    assert gradient is not None
    assert gradient.flatten(2).any(2).tolist() == [[True, False, False, False]] * 4
