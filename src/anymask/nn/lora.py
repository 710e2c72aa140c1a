"""Low-rank adapters: fine-tune large frozen layers by training a few small ones beside them.

`add_adapters` puts them into a model, `merge_adapters` adds them to the weights, after which the
model is an ordinary one again. The fine-tuning recipe uses both. Source: Hu et al. 2021 (LoRA).
"""

from collections.abc import Collection

import torch
from jaxtyping import Float
from torch import Tensor, nn

from anymask.errors import ConfigurationError
from anymask.nn.linear import Activation, Linear, activate, linear

GAIN = 2.0
"""What the adapter's output is multiplied with, whatever its rank (alpha / rank of the paper)."""


class LoraLinear(Linear):
    """A frozen linear layer and its adapter: `W x + b + GAIN · up (down x)`.

    `up` starts at zero, so that a fresh adapter changes nothing.

    Args:
        layer: what to adapt; its weights are taken over and frozen.
        rank: width between `down` and `up`.
    """

    def __init__(self, layer: Linear, rank: int) -> None:
        super().__init__(layer.in_features, layer.out_features, device="meta")
        self.weight, self.bias = layer.weight, layer.bias
        self.requires_grad_(False)
        self.down = nn.Parameter(torch.empty_like(self.weight[:1]).repeat(rank, 1))
        self.up = nn.Parameter(torch.zeros_like(self.weight[:, :1]).repeat(1, rank))
        nn.init.normal_(self.down, std=self.in_features**-0.5)

    def forward(
        self, x: Float[Tensor, "... I"], activation: Activation = "none"
    ) -> Float[Tensor, "... O"]:
        adapted = linear(linear(x, self.down), self.up)
        return activate(linear(x, self.weight, self.bias) + GAIN * adapted, activation)

    @torch.no_grad()
    def merged(self) -> Linear:
        """Return the ordinary layer that computes the same."""
        layer = Linear(self.in_features, self.out_features, device="meta")
        layer.weight = nn.Parameter(self.weight + GAIN * self.up @ self.down)
        layer.bias = self.bias
        return layer


def add_adapters(model: nn.Module, names: Collection[str], rank: int) -> int:
    """Freeze a model and give those of its linear layers an adapter whose last name is in `names`.

    Args:
        model: changed in place.
        names: such as ("qkv",), the joint projection of attention.
        rank: of the adapters, at least 1.

    Returns:
        How many layers were adapted.

    Raises:
        ConfigurationError: the rank is impossible, or no layer has such a name.
    """
    model.requires_grad_(False)
    found = [
        (parent, name, layer)
        for parent in model.modules()
        for name, layer in parent.named_children()
        if name in names and isinstance(layer, Linear)
    ]
    if not found:
        raise ConfigurationError(
            f"no linear layer of this model is called {' or '.join(sorted(names))}; "
            "it cannot be adapted: train the decoder or everything instead"
        )
    largest = min(min(layer.weight.shape) for _, _, layer in found)
    if not 1 <= rank <= largest:
        raise ConfigurationError(
            f"the rank of the adapters is {rank}; pass 1 to {largest}, the narrowest adapted layer"
        )
    for parent, name, layer in found:
        setattr(parent, name, LoraLinear(layer, rank))
    return len(found)


def merge_adapters(model: nn.Module) -> None:
    """Replace every adapted layer by the ordinary layer that computes the same, in place."""
    for parent in list(model.modules()):
        for name, layer in list(parent.named_children()):
            if isinstance(layer, LoraLinear):
                setattr(parent, name, layer.merged())
