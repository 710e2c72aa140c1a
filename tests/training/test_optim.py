"""Claims about the optimiser's groups and the schedule."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from anymask.training.config import OptimConfig
from anymask.training.optim import build_optimizer, learning_rate

CONFIG = OptimConfig(learning_rate=0.5, warmup_steps=10, final_rate=0.1)


def test_only_matrices_and_kernels_decay() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.Linear(4, 2))
    decaying, steady = build_optimizer(model, CONFIG).param_groups
    assert [p.ndim for p in decaying["params"]] == [4, 2]
    assert [p.ndim for p in steady["params"]] == [1, 1, 1, 1]
    assert (decaying["weight_decay"], steady["weight_decay"]) == (CONFIG.weight_decay, 0)


def test_frozen_weights_are_left_out() -> None:
    model = nn.Sequential(nn.Linear(2, 2).requires_grad_(False), nn.Linear(2, 3))
    groups = build_optimizer(model, CONFIG).param_groups
    assert [tuple(p.shape) for group in groups for p in group["params"]] == [(3, 2), (3,)]


def test_the_rate_rises_evenly_to_its_peak() -> None:
    rates = [learning_rate(step, 100, CONFIG) for step in range(11)]
    assert rates[:10] == pytest.approx([0.05 * (step + 1) for step in range(10)])
    assert rates[10] == pytest.approx(0.5)


def test_the_fall_equals_torchs_cosine() -> None:
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.5)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=90, eta_min=0.05)
    for step in range(10, 101):
        assert learning_rate(step, 100, CONFIG) == pytest.approx(cosine.get_last_lr()[0])
        optimizer.step()
        cosine.step()


@given(st.integers(1, 300), st.integers(0, 50), st.integers(0, 1000))
def test_any_schedule_stays_between_nothing_and_the_peak(steps: int, warmup: int, at: int) -> None:
    config = OptimConfig(learning_rate=1.0, warmup_steps=warmup, final_rate=0.0)
    assert 0 <= learning_rate(at, steps, config) <= 1
