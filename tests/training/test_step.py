"""Claims about one step; several processes are tested in test_distributed.py."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from anymask.errors import ConfigurationError
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.distributed import World
from anymask.training.optim import build_optimizer
from anymask.training.step import Charge, Learner, seed_shard

ALONE = World(0, 1, torch.device("cpu"))


def _error(model: nn.Module, rows: Tensor, generator: torch.Generator) -> dict[str, Tensor]:
    error = model(rows) - rows.sum(1, keepdim=True)
    return {"loss": error.square().mean(), "bias": error.mean()}


def _learner(model: nn.Module, objective: Callable[..., Any] = _error, **settings: Any) -> Learner:
    optim = OptimConfig(schedule="constant", warmup_steps=0, learning_rate=0.1, clip_norm=1e9)
    config = TrainConfig(steps=9, optim=optim, precision="fp32", **settings)
    optimizer = build_optimizer(model, config.optim)
    return Learner(Charge(model, objective), optimizer, config, ALONE)


def test_accumulated_parts_learn_what_the_whole_learns() -> None:
    whole = nn.Linear(4, 1)
    parts, rows = copy.deepcopy(whole), torch.randn(6, 4)
    one = _learner(whole).step([rows], 0)
    two = _learner(parts, accumulate=3).step(rows.chunk(3), 0)
    torch.testing.assert_close(two, one, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(parts.state_dict(), whole.state_dict())


def test_the_step_equals_adamw() -> None:
    model = nn.Linear(4, 1, bias=False)
    twin, rows = copy.deepcopy(model), torch.randn(6, 4)
    optimizer = torch.optim.AdamW(twin.parameters(), lr=0.1, weight_decay=0.1)
    learner = _learner(model)
    for step in range(3):
        learner.step([rows], step)
        optimizer.zero_grad()
        _error(twin, rows, torch.Generator())["loss"].backward()
        optimizer.step()
    torch.testing.assert_close(model.weight, twin.weight)


def test_the_norm_is_told_before_clipping() -> None:
    model, rows = nn.Linear(4, 1), torch.randn(6, 4)
    told = _learner(model).step([rows], 0)["norm"]
    expected = torch.cat([p.grad.flatten() for p in model.parameters() if p.grad is not None])
    assert told == pytest.approx(float(expected.norm()), rel=1e-5)


def test_a_gradient_that_is_not_finite_moves_nothing() -> None:
    model = nn.Linear(4, 1)
    before = copy.deepcopy(model.state_dict())
    told = _learner(model).step([torch.full((2, 4), float("nan"))], 0)
    assert told["finite"] == 0
    torch.testing.assert_close(model.state_dict(), before, rtol=0, atol=0)


def test_what_is_not_taught_is_left_alone() -> None:
    model = nn.ModuleList([nn.Linear(4, 1), nn.Linear(4, 1), nn.Linear(4, 1)])
    before = copy.deepcopy(model)

    def objective(model: nn.ModuleList, rows: Tensor, generator: Any) -> dict[str, Tensor]:
        return {"loss": (model[0](rows) + 0 * model[1](rows)).square().mean()}

    learner = _learner(model, objective)
    learner.step([torch.randn(2, 4)], 0)
    assert (model[0].weight != before[0].weight).any()
    for index in (1, 2):  # a gradient of zeros, and none
        torch.testing.assert_close(model[index].state_dict(), before[index].state_dict())
        assert not learner.optimizer.state[model[index].weight]


@pytest.mark.parametrize(
    "terms",
    [
        lambda model, rows, generator: {"dice": model(rows).mean()},
        lambda model, rows, generator: {"loss": rows.mean()},
    ],
)
def test_an_objective_without_a_loss_is_refused(terms: Callable[..., Any]) -> None:
    with pytest.raises(ConfigurationError, match="must give a 'loss' that depends on"):
        _learner(nn.Linear(4, 1), terms).step([torch.randn(2, 4)], 0)


def test_randomness_follows_from_seed_step_and_shard() -> None:
    def draw(*place: int) -> tuple[float, float]:
        return float(torch.rand((), generator=seed_shard(*place))), float(torch.rand(()))

    places = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    drawn = [draw(*place) for place in places]
    assert [draw(*place) for place in places] == drawn
    assert len({number for pair in drawn for number in pair}) == 8
