"""Everything that a training run is made of; recipes make it, `loop.train` takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

import torch
from jaxtyping import UInt8
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.training.average import ModelT
from anymask.training.config import TrainConfig


@runtime_checkable
class Movable(Protocol):
    """A batch: anything that can be brought to the model's device, a tensor for example."""

    def to(self, device: torch.device, /) -> Any:
        """Return the same content on `device`."""


BatchT = TypeVar("BatchT", bound=Movable)


@dataclass(frozen=True)
class Run(Generic[ModelT, BatchT]):
    """A training run.

    Attributes:
        config: see `TrainConfig`.
        model: the model to train, already initialised; parts that do not require gradients are
            left alone and not saved.
        batch: (step, shard, shards) -> that shard's part of the images of the step; the same
            arguments always give the same batch. Called from several threads.
        objective: (model, batch, generator) -> named terms, "loss" among them; always the same
            names.
        evaluate: called with the averaged model every `evaluate_steps`; its "score" decides which
            weights are the best (higher is better).
        picture: called with the averaged model every `picture_steps`; returns RGB.
        describe: what else goes into run.yaml, in plain values.
    """

    config: TrainConfig
    model: ModelT
    batch: Callable[[int, int, int], BatchT]
    objective: Callable[[ModelT, BatchT, torch.Generator], dict[str, Tensor]]
    evaluate: Callable[[ModelT], dict[str, float]] | None = None
    picture: Callable[[ModelT], UInt8[Tensor, "3 H W"]] | None = None
    describe: Mapping[str, Any] = field(default_factory=dict)


def check_run(run: Run[Any, Any], shards: int) -> None:
    """Refuse, before the first step, settings that do not fit each other.

    Args:
        run: what shall be trained.
        shards: processes times accumulated parts.

    Raises:
        ConfigurationError: they do not fit; the message says what to change.
    """
    config = run.config
    if config.images_per_step % shards:
        raise ConfigurationError(
            f"images_per_step is {config.images_per_step} for {shards} shards (processes times "
            f"accumulate={config.accumulate}); make it a multiple of {shards}"
        )
    for name in ("evaluate", "picture"):
        every = getattr(config, f"{name}_steps")
        if every and getattr(run, name) is None:
            raise ConfigurationError(
                f"{name}_steps is {every}, but this run has no {name} function; set it to 0"
            )
    if not any(parameter.requires_grad for parameter in run.model.parameters()):
        raise ConfigurationError("every parameter is frozen; leave something to train")
