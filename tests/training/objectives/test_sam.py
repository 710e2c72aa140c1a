"""Claims about the promptable-segmentation objective."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch

from anymask.data.collate import Batch
from anymask.errors import ConfigurationError
from anymask.models.sam.model import MaskPrediction, Sam
from anymask.training.objectives.sam import AMBIGUOUS, PUBLISHED, SINGLE, SamObjective

ONE_ROUND = SamObjective(full_step_share=0.0)
THREE_ROUNDS = SamObjective(rounds=3, full_step_share=1.0)


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
        if answer.logits.requires_grad:
            answer.logits.retain_grad()
        self.answers.append(answer)
        return answer

    @property
    def tokens(self) -> list[int]:
        """How many prompt tokens each round had."""
        return [asked[1].shape[1] for asked in self.asked]


@pytest.fixture
def model(build: Callable[[], Sam]) -> Sam:
    return build().train()


@pytest.fixture
def batch(batch_of: Callable[[int], Batch]) -> Batch:
    return batch_of(0)


def _seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _gradients(model: Sam, batch: Batch, objective: SamObjective) -> dict[str, torch.Tensor]:
    model.zero_grad()
    objective(model, batch, _seeded())["loss"].backward()
    return {name: p.grad for name, p in model.named_parameters() if p.grad is not None}


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


@pytest.mark.parametrize("objective", [ONE_ROUND, PUBLISHED])
def test_all_terms_are_finite_and_shares_lie_between_0_and_1(
    model: Sam, batch: Batch, objective: SamObjective
) -> None:
    terms = objective(model, batch, _seeded())
    assert {"loss", "pixel", "dice", "quality", "iou", "oracle", "last_iou"} == terms.keys()
    assert all(bool(term.isfinite()) and term.ndim == 0 for term in terms.values())
    assert 0 <= terms["iou"] <= terms["oracle"] <= 1
    assert 0 <= terms["last_iou"] <= 1


def test_the_same_generator_gives_the_same_terms(model: Sam, batch: Batch) -> None:
    assert PUBLISHED(model, batch, _seeded(5)) == PUBLISHED(model, batch, _seeded(5))


def test_the_published_step_has_eleven_rounds_of_which_two_bring_no_click(
    model: Sam, batch: Batch
) -> None:
    spy = Spy(model)
    PUBLISHED(model, batch, _seeded())
    more = [after - before for before, after in zip(spy.tokens, spy.tokens[1:], strict=False)]
    assert len(spy.tokens) == 11
    assert sorted(more) == [0] * 2 + [1] * 8
    assert more[-1] == 0


def test_the_image_is_encoded_once_for_all_rounds(
    model: Sam, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, encode = [], model.encode
    monkeypatch.setattr(model, "encode", lambda pixels: calls.append(len(pixels)) or encode(pixels))
    PUBLISHED(model, batch, _seeded())
    assert calls == [2]


def test_one_prompt_gets_three_masks_and_several_prompts_get_one(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    THREE_ROUNDS(model, batch, _seeded())
    assert [asked[4] for asked in spy.asked] == [AMBIGUOUS, SINGLE, SINGLE]


def test_the_most_confident_mask_is_fed_back_without_gradient(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    THREE_ROUNDS(model, batch, _seeded())
    first, second, _ = spy.answers
    best = first.scores.argmax(1)
    assert spy.asked[0][3] is None
    assert torch.equal(spy.asked[1][3][:, 0], first.logits[torch.arange(4), best])
    assert torch.equal(spy.asked[2][3], second.logits)
    assert not any(asked[3].requires_grad for asked in spy.asked[1:])


def test_clicks_lie_where_the_last_mask_is_wrong(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    THREE_ROUNDS(model, batch, _seeded())
    _, coords, labels, fed_back, _ = spy.asked[1]
    predicted = torch.nn.functional.interpolate(fed_back, size=(64, 64), mode="bilinear")[:, 0] > 0
    objects, (column, row) = torch.arange(4), coords[:, 0].long().unbind(1)
    truth = batch.masks[objects, row, column]
    assert (predicted[objects, row, column] != truth).all()
    assert torch.equal(labels[:, 0], truth.long())


def test_other_steps_play_the_first_round_only(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    for seed in range(4):
        ONE_ROUND(model, batch, _seeded(seed))
    assert len(spy.asked) == 4


def test_only_the_cheapest_of_the_three_masks_learns(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    terms = SamObjective(full_step_share=0.0, quality_weight=0.0)(model, batch, _seeded())
    terms["loss"].backward()
    learns = spy.answers[0].logits.grad.flatten(2).any(2)  # (B, 3)
    assert (learns.sum(1) == 1).all()


def test_the_cheapest_mask_is_the_one_with_the_lowest_weighted_loss(
    model: Sam, batch: Batch
) -> None:
    spy = Spy(model)
    objective = SamObjective(full_step_share=0.0, quality_weight=0.0)
    loss = objective(model, batch, _seeded())["loss"]
    logits, truth = spy.answers[0].logits.detach(), batch.masks.view(4, 16, 4, 16, 4)
    truth = truth.float().mean((2, 4))[:, None].expand_as(logits)
    p = logits.sigmoid()
    missed = (1 - p) * truth + p * (1 - truth)
    entropy = -truth * logits.sigmoid().log() - (1 - truth) * (-logits).sigmoid().log()
    focal = ((0.25 * truth + 0.75 * (1 - truth)) * missed**2 * entropy).mean((2, 3))
    overlap, total = (p * truth).sum((2, 3)), p.sum((2, 3)) + truth.sum((2, 3))
    expected = (20 * focal + 1 - (2 * overlap + 1) / (total + 1)).amin(1).mean()
    torch.testing.assert_close(loss, expected)


def test_every_round_is_charged(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    THREE_ROUNDS(model, batch, _seeded())["loss"].backward()
    assert all(answer.logits.grad.any() for answer in spy.answers)


def test_rounds_that_do_not_learn_record_nothing(model: Sam, batch: Batch) -> None:
    spy = Spy(model)
    replace(PUBLISHED, mask_loss_rounds=3)(model, batch, _seeded())
    learns = [answer.logits.requires_grad for answer in spy.answers]
    assert learns[0]
    assert sum(learns) == 3


def test_checkpointed_rounds_give_the_same_gradients(model: Sam, batch: Batch) -> None:
    plain = _gradients(model, batch, THREE_ROUNDS)
    checkpointed = _gradients(model, batch, replace(THREE_ROUNDS, checkpoint_rounds=True))
    torch.testing.assert_close(checkpointed, plain, rtol=0, atol=0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rounds": 2, "mask_only_rounds": 2}, "mask_only_rounds is 2 of rounds 2"),
        ({"mask_loss_rounds": 4}, r"mask_loss_rounds is 4; pass 1 to 3 \(rounds\)"),
    ],
)
def test_impossible_rounds_are_refused(wrong: dict[str, int], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        SamObjective(**wrong)  # type: ignore[arg-type]
