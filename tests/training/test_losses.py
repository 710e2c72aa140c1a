"""Claims about the mask losses."""

from collections.abc import Callable

import pytest
import torch
from torch.nn import functional as F

from anymask.training.losses import (
    cross_entropy_loss,
    dice_loss,
    focal_loss,
    mask_iou_targets,
)

LOSSES = [focal_loss, cross_entropy_loss, dice_loss]
Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


@pytest.fixture
def logits() -> torch.Tensor:
    return torch.randn(3, 4, 6, 5, generator=torch.Generator().manual_seed(0)) * 3


@pytest.fixture
def targets() -> torch.Tensor:
    return torch.rand(3, 6, 5, generator=torch.Generator().manual_seed(1)) < 0.4


@pytest.mark.parametrize("loss", [*LOSSES, mask_iou_targets])
def test_batch_equals_loop(loss: Loss, logits: torch.Tensor, targets: torch.Tensor) -> None:
    batched = loss(logits, targets)
    for b in range(3):
        for m in range(4):
            alone = loss(logits[b : b + 1, m : m + 1], targets[b : b + 1])
            assert torch.allclose(batched[b, m], alone[0, 0])


@pytest.mark.parametrize("loss", LOSSES)
def test_right_and_certain_costs_nothing_and_wrong_costs_most(
    loss: Loss, targets: torch.Tensor
) -> None:
    certain = (targets.float() * 2 - 1)[:, None] * 40
    assert float(loss(certain, targets).max()) < 1e-6
    assert (loss(-certain, targets) > loss(certain * 0, targets)).all()


@pytest.mark.parametrize("loss", LOSSES)
def test_gradient_matches_finite_differences(loss: Loss, targets: torch.Tensor) -> None:
    logits = torch.randn(3, 2, 6, 5, generator=torch.Generator().manual_seed(2))
    direction = torch.randn(logits.shape, generator=torch.Generator().manual_seed(3))
    slope = (
        loss(logits + 1e-2 * direction, targets) - loss(logits - 1e-2 * direction, targets)
    ) / 2e-2
    logits.requires_grad_()
    (gradient,) = torch.autograd.grad(loss(logits, targets).sum(), logits)
    assert torch.allclose((gradient * direction).sum((2, 3)), slope, atol=2e-3)


@pytest.mark.parametrize("loss", LOSSES)
def test_half_precision_logits_are_computed_in_fp32(
    loss: Loss, logits: torch.Tensor, targets: torch.Tensor
) -> None:
    half = logits.bfloat16()
    assert torch.equal(loss(half, targets), loss(half.float(), targets))
    assert loss(half, targets).dtype == torch.float32


@pytest.mark.parametrize("loss", LOSSES)
def test_huge_logits_and_empty_targets_stay_finite(loss: Loss) -> None:
    logits = torch.tensor([1e4, -1e4]).view(1, 1, 1, 2).requires_grad_()
    value = loss(logits, torch.zeros(1, 1, 2))
    (gradient,) = torch.autograd.grad(value.sum(), logits)
    assert value.isfinite().all()
    assert gradient.isfinite().all()


def test_focal_loss_is_the_published_formula(logits: torch.Tensor, targets: torch.Tensor) -> None:
    truth = targets[:, None].expand_as(logits)
    p_true = torch.where(truth, logits.sigmoid(), (-logits).sigmoid())
    alpha = torch.where(truth, 0.25, 0.75)
    expected = (-alpha * (1 - p_true) ** 2 * p_true.log()).mean((2, 3))
    assert torch.allclose(focal_loss(logits, targets), expected, atol=1e-6)


def test_focal_loss_without_focus_is_half_the_cross_entropy(
    logits: torch.Tensor, targets: torch.Tensor
) -> None:
    plain = focal_loss(logits, targets, alpha=0.5, gamma=0.0)
    assert torch.allclose(2 * plain, cross_entropy_loss(logits, targets))


def test_cross_entropy_is_torchs(logits: torch.Tensor, targets: torch.Tensor) -> None:
    expected = F.binary_cross_entropy_with_logits(logits[1, 2], targets[1].float())
    assert torch.allclose(cross_entropy_loss(logits, targets)[1, 2], expected)


def test_iou_is_that_of_the_sets_of_pixels(logits: torch.Tensor, targets: torch.Tensor) -> None:
    predicted = set(map(tuple, (logits[1, 2] > 0).nonzero().tolist()))
    truth = set(map(tuple, targets[1].nonzero().tolist()))
    expected = len(predicted & truth) / len(predicted | truth)
    assert float(mask_iou_targets(logits, targets)[1, 2]) == pytest.approx(expected)


def test_iou_of_two_empty_masks_is_zero_not_nan() -> None:
    assert mask_iou_targets(-torch.ones(1, 1, 2, 2), torch.zeros(1, 2, 2)).tolist() == [[0.0]]
