"""torch.compile for the parts of a model that repeat or are called as a whole.

Compiling block by block costs seconds where the whole model costs minutes, leaves names in
checkpoints alone, and goes together with FSDP, which splits along the same blocks.
"""

import time

import torch
from torch import nn

from anymask.errors import ConfigurationError
from anymask.training.distributed import encoder_blocks


def compile_parts(model: nn.Module) -> None:
    """Compile, in place, the blocks of each child of `model`, or the child where it has none."""
    for child in model.children():
        for part in encoder_blocks(child) or [child]:
            part.compile()


def check_compiler(device: torch.device) -> None:
    """Compile one sum, so that what is missing shows before the first step.

    Raises:
        ConfigurationError: torch.compile does not work on this machine.
    """
    unique = time.time_ns() % 1_000_000  # else a cache would answer for a compiler that is gone
    try:
        torch.compile(lambda x: x + unique)(torch.zeros(2, device=device))
    except Exception as error:  # compilers fail in many types
        reason = str(error).strip().partition("\n")[0]
        raise ConfigurationError(
            f"compile is True, but torch.compile does not work on {device} here ({reason}); "
            "install a C++ compiler such as g++, or set compile to False"
        ) from error
