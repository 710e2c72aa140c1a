"""AdamW with its parameter groups, and the rate of each step.

Published settings: "Segment Anything", Appendix A (Training algorithm); the layer-wise decay is
that of BEiT and ViTDet: block n of N learns at the full rate times decay^(N - n), n from 0, and
the patch and position embeddings below the blocks at decay^(N + 1).
"""

import math
import re

import torch
from torch import nn

from anymask.errors import ConfigurationError
from anymask.training.config import OptimConfig

_BLOCK = re.compile(r"(?:image_)?encoder\.(?:vit\.)?blocks\.(\d+)\.")
_BELOW_BLOCKS = re.compile(r"(?:image_)?encoder\.(?:vit\.)?(?:patch_embed|pos_embed)\b")


def build_optimizer(model: nn.Module, config: OptimConfig) -> torch.optim.AdamW:
    """Make AdamW over what is not frozen; biases, norms and gains do not decay.

    Each group carries its share of the rate as "rate_share".

    Raises:
        ConfigurationError: layers shall differ in rate and there are no blocks.
    """
    shares = rate_shares([name for name, _ in model.named_parameters()], config.layer_decay)
    groups: dict[tuple[bool, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups.setdefault((parameter.ndim >= 2, shares[name]), []).append(parameter)
    settings = [
        {
            "params": parameters,
            "weight_decay": config.weight_decay if decays else 0.0,
            "rate_share": share,
        }
        for (decays, share), parameters in sorted(groups.items(), reverse=True, key=lambda g: g[0])
    ]
    return torch.optim.AdamW(settings, lr=config.learning_rate, betas=config.betas, fused=True)


def rate_shares(names: list[str], layer_decay: float) -> dict[str, float]:
    """Return the share of the rate at which each named parameter learns.

    >>> names = ["encoder.pos_embed", "encoder.blocks.0.w", "encoder.blocks.1.w", "decoder.w"]
    >>> list(rate_shares(names, 0.5).values())
    [0.125, 0.25, 0.5, 1.0]
    """
    if layer_decay == 1:
        return dict.fromkeys(names, 1.0)
    blocks = {name: int(found[1]) for name in names if (found := _BLOCK.match(name))}
    if not blocks:
        raise ConfigurationError(
            f"layer_decay is {layer_decay}, but the image encoder has no blocks; set it to 1"
        )
    depth = max(blocks.values()) + 1
    layers_above = {name: depth - index for name, index in blocks.items()}
    layers_above |= {name: depth + 1 for name in names if _BELOW_BLOCKS.match(name)}
    return {name: layer_decay ** layers_above.get(name, 0) for name in names}


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Give every group its share of `rate`."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group["rate_share"]


def learning_rate(step: int, steps: int, config: OptimConfig) -> float:
    """Return the rate of `step` (from 0) of `steps`: a linear warm-up, then the schedule.

    >>> learning_rate(0, 100, OptimConfig(learning_rate=1.0, warmup_steps=10))
    0.1
    """
    peak = config.learning_rate
    if step < config.warmup_steps:
        return peak * (step + 1) / config.warmup_steps
    if config.schedule == "constant":
        return peak
    if config.schedule == "steps":
        return peak / 10 ** sum(step >= milestone for milestone in config.milestones)
    progress = (step - config.warmup_steps) / max(1, steps - config.warmup_steps)
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
    return peak * (config.final_rate + (1 - config.final_rate) * cosine)
