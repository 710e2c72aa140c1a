"""One step of learning: charge every shard of this process, average, clip, and move the weights."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.distributed.fsdp import FSDPModule
from torch.distributed.tensor import DTensor

from anymask.errors import ConfigurationError
from anymask.training.config import TrainConfig
from anymask.training.distributed import World, holding_back
from anymask.training.optim import learning_rate, set_rate
from anymask.training.state import here, whole

Objective = Callable[[Any, Any, torch.Generator], dict[str, Tensor]]


class Charge(nn.Module):
    """A model and its objective as one module, because that is what DDP and FSDP can wrap.

    Args:
        model: the model.
        objective: (model, batch, generator) -> named terms, "loss" among them.
    """

    def __init__(self, model: nn.Module, objective: Objective) -> None:
        super().__init__()
        self.model = model
        self.objective = objective

    def forward(self, batch: Any, generator: torch.Generator) -> dict[str, Tensor]:
        terms = self.objective(self.model, batch, generator)
        if "loss" not in terms or not terms["loss"].requires_grad:
            raise ConfigurationError(
                f"the objective gave {sorted(terms)}; it must give a 'loss' that depends on "
                "parameters which are not frozen"
            )
        watched = {name: value.detach() for name, value in terms.items()}
        return watched | {"loss": self._touching_all(terms["loss"])}

    def _touching_all(self, loss: Tensor) -> Tensor:
        """Under FSDP every process must have a gradient for the same parameters, if only zero."""
        if not isinstance(self, FSDPModule):
            return loss
        touched = [p.sum() for p in self.model.parameters() if p.requires_grad and _is_here(p)]
        return loss + 0 * torch.stack(touched).sum() if touched else loss


def _is_here(parameter: Tensor) -> bool:
    """Whether a parameter is whole now: those of blocks are gathered only while they run."""
    return not isinstance(parameter, DTensor)


@dataclass(frozen=True)
class Learner:
    """What moves the weights.

    Attributes:
        charge: a `Charge`, wrapped for the world it trains in.
        optimizer: over the model's parameters.
        config: of the run.
        world: the processes that share the work.
    """

    charge: nn.Module
    optimizer: torch.optim.Optimizer
    config: TrainConfig
    world: World

    def step(self, batches: Iterable[Any], step: int) -> dict[str, float]:
        """Learn from this process's shards of `step` (from 0).

        Returns:
            The terms, averaged over all shards of all processes; the gradient's "norm" before
            clipping; and "finite", 0 where it was not and the weights stayed.
        """
        config = self.config
        set_rate(self.optimizer, learning_rate(step, config.steps, config.optim))
        self.optimizer.zero_grad(set_to_none=True)
        sums: dict[str, Tensor] = {}
        for part, batch in enumerate(batches):
            with holding_back(self.charge, last=part + 1 == config.accumulate):
                terms = self._backward(batch, step, part)
            for name, value in terms.items():
                sums[name] = sums.get(name, 0) + value
        norm = self._clip()
        finite = bool(torch.isfinite(norm))
        if finite:
            self.optimizer.step()
        values = self.world.mean(torch.stack(list(sums.values())))
        means = dict(zip(sums, values.tolist(), strict=True))
        return means | {"norm": float(norm), "finite": float(finite)}

    def _backward(self, batch: Any, step: int, part: int) -> dict[str, Tensor]:
        """Add the gradients of one shard, weighted by its share of the process's part."""
        accumulate = self.config.accumulate
        generator = seed_shard(self.config.seed, step, self.world.rank * accumulate + part)
        bf16 = self.config.precision == "bf16"
        with torch.autocast(self.world.device.type, torch.bfloat16, enabled=bf16):
            terms = self.charge(batch, generator)
        (terms["loss"] / accumulate).backward()
        return {name: value.detach().float() / accumulate for name, value in terms.items()}

    def _clip(self) -> Tensor:
        parameters = [p for group in self.optimizer.param_groups for p in group["params"]]
        self._forget_zeros(parameters)
        norm = nn.utils.clip_grad_norm_(parameters, self.config.optim.clip_norm)
        return whole(norm)

    def _forget_zeros(self, parameters: list[nn.Parameter]) -> None:
        """Leave alone what no shard has anything to teach: the optimiser would decay it.

        A parameter that no shard used has no gradient in one process and zeros under FSDP; this
        makes the two the same.
        """
        taught = [(p, p.grad) for p in parameters if p.grad is not None]
        norms = torch.stack(list(torch._foreach_norm([here(gradient) for _, gradient in taught])))
        for (parameter, _), norm in zip(taught, self.world.mean(norms).tolist(), strict=True):
            if norm == 0:
                parameter.grad = None


def seed_shard(seed: int, step: int, shard: int) -> torch.Generator:
    """Make all that is random in a shard follow from (seed, step, shard).

    Torch's global generators, which drop path uses, are seeded too.

    Returns:
        A generator on the CPU for the objective.
    """
    words = np.random.SeedSequence((seed, step, shard)).generate_state(2, np.uint64) >> 1
    torch.manual_seed(int(words[0]))
    return torch.Generator().manual_seed(int(words[1]))
