"""How a decoder that learns from nothing starts out."""

import torch
from torch import nn

from anymask.nn.cross_attention import CrossAttention


@torch.no_grad()
def start_matched(module: nn.Module) -> None:
    """Let tokens and image inside `module` find each other by position from the start.

    Linear layers get Xavier weights and zero biases. Then queries and keys of every attention
    between tokens and image start with equal weights, so that each attends to what carries a
    similar position; tokens among themselves do not, or each would see only itself. From the usual
    independent start a decoder needs thousands of steps before a click has any place in the image
    (docs/log.md).
    """
    for layer in module.modules():
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    for name, layer in module.named_modules():
        if isinstance(layer, CrossAttention) and not name.endswith("self_attn"):
            layer.q_proj.weight.copy_(layer.k_proj.weight)
