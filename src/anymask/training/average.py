"""A running average of the weights: less noisy than the last step's (Polyak averaging)."""

import copy
from typing import Generic, TypeVar

import torch
from torch import nn

ModelT = TypeVar("ModelT", bound=nn.Module)


class AveragedModel(Generic[ModelT]):
    """Follow a model's weights with exponential decay, faster at the start of a run.

    Attributes:
        model: a copy of the followed model that holds the average.
    """

    def __init__(self, model: ModelT, decay: float) -> None:
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, model: ModelT, step: int) -> None:
        """Move the average towards `model` after `step` (from 0)."""
        decay = min(self.decay, (step + 1) / (step + 10))
        averages = list(self.model.state_dict().values())
        values = list(model.state_dict().values())
        for average, value in zip(averages, values, strict=True):
            average.lerp_(value, 1 - decay)
