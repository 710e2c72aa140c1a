"""A running average of the weights: less noisy than the last step's (Polyak averaging)."""

import copy
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

from anymask.training.state import here, learned_state, split_like, whole

ModelT = TypeVar("ModelT", bound=nn.Module)


class AveragedModel(Generic[ModelT]):
    """Follow a model's weights with exponential decay, faster at the start of a run.

    Frozen weights are shared with the followed model, not copied. Make it before the model is
    split over processes.

    Attributes:
        values: the averages by name; split as the followed model is.
    """

    def __init__(self, model: ModelT, decay: float) -> None:
        frozen = {id(value): value for value in model.parameters() if not value.requires_grad}
        self._model = copy.deepcopy(model, memo=dict(frozen)).eval().requires_grad_(False)
        state = self._model.state_dict()
        self.values = {name: state[name] for name in learned_state(model)}
        self._is_split = False
        self._decay = decay

    def split(self, model: nn.Module) -> None:
        """Split the averages as the weights of `model` are by now (FSDP).

        What is left is a copy of the whole model in the CPU's memory, for `whole_model`.
        """
        state = learned_state(model)
        self.values = {name: split_like(v, state[name]) for name, v in self.values.items()}
        self._model = self._model.cpu()
        self._is_split = True

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move the average towards `model` after `step` (from 0)."""
        decay = min(self._decay, (step + 1) / (step + 10))
        averages: list[Tensor] = []
        values: list[Tensor] = []
        for name, value in learned_state(model).items():
            if value.is_floating_point():
                averages.append(here(self.values[name]))
                values.append(here(value))
            else:  # a counter
                self.values[name].copy_(value)
        torch._foreach_lerp_(averages, values, 1 - decay)

    @torch.no_grad()
    def whole_model(self, device: torch.device) -> ModelT:
        """Return the averaged model, in evaluation mode; every process must call this."""
        if not self._is_split:
            return self._model
        model = copy.deepcopy(self._model).to(device)
        state = model.state_dict()
        for name, value in self.values.items():
            state[name].copy_(whole(value))
        return model
