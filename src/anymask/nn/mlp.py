"""Feed-forward layers: the two-layer one of transformer blocks and the deeper one of heads."""

from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import Activation, Linear, is_cpu_inference

ROWS_IN_CACHE = 1024
"""Tokens taken through the wide hidden layer at a time on a CPU, so that it stays in the cache."""


class Mlp(nn.Module):
    """Two linear layers with an activation between them, over the last axis."""

    def __init__(self, width: int, hidden: int, activation: Activation = "gelu") -> None:
        super().__init__()
        self.activation: Activation = activation
        self.lin1 = Linear(width, hidden)
        self.lin2 = Linear(hidden, width)

    def forward(self, x: Float[Tensor, "*B C"]) -> Float[Tensor, "*B C"]:
        rows = x.reshape(-1, x.shape[-1])
        if not is_cpu_inference(rows, self.lin1.weight) or len(rows) <= ROWS_IN_CACHE:
            return self._layers(x)
        return torch.cat([self._layers(chunk) for chunk in rows.split(ROWS_IN_CACHE)]).view_as(x)

    def _layers(self, x: Float[Tensor, "*B C"]) -> Float[Tensor, "*B C"]:
        return self.lin2(self.lin1(x, self.activation))


class MlpHead(nn.Module):
    """`depth` linear layers with ReLU between them: the decoder's hypernetworks and IoU head."""

    def __init__(self, width: int, hidden: int, out: int, depth: int) -> None:
        super().__init__()
        widths = [width, *[hidden] * (depth - 1), out]
        self.layers = nn.ModuleList(Linear(a, b) for a, b in pairwise(widths))

    def forward(self, x: Float[Tensor, "*B C"]) -> Float[Tensor, "*B O"]:
        *hidden, last = self.layers
        for layer in hidden:
            x = layer(x, "relu")
        return last(x)
