"""Stochastic depth: residual branches that are left out at random while training.

Source: Huang et al. 2016, with rates that rise linearly with depth, as in SAM's and MAE's published
recipes ("drop path"). Blocks hold a `DropPath`; recipes set its rate.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn


class DropPath(nn.Module):
    """Zero a residual branch for some images of a batch, and scale it up for the others.

    Attributes:
        rate: share of images whose branch is left out while training; 0 does nothing.

    >>> drop = DropPath(rate=0.5)
    >>> sorted(set(drop(torch.ones(100, 1)).flatten().tolist()))
    [0.0, 2.0]
    >>> drop.eval()(torch.ones(1, 1))
    tensor([[1.]])
    """

    def __init__(self, rate: float = 0.0) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, branch: Float[Tensor, "B *shape"]) -> Float[Tensor, "B *shape"]:
        if self.rate == 0 or not self.training:
            return branch
        kept = torch.rand(len(branch), device=branch.device) >= self.rate
        gain = kept.to(branch.dtype) / (1 - self.rate)
        return branch * gain.view(-1, *[1] * (branch.ndim - 1))


def set_drop_path(blocks: Sequence[nn.Module], rate: float) -> None:
    """Let the rate rise linearly from 0 in the first block to `rate` in the last one."""
    for index, block in enumerate(blocks):
        share = index / max(1, len(blocks) - 1)
        for module in block.modules():
            if isinstance(module, DropPath):
                module.rate = rate * share
