"""What a run needs to go on after it was killed: one safetensors file, replaced atomically."""

from pathlib import Path

import torch
from torch import Tensor, nn

from anymask.errors import CheckpointError
from anymask.storage.tensors import read_tensors, write_tensors

FILE_NAME = "checkpoint.safetensors"


def save_checkpoint(
    folder: Path, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer, step: int
) -> None:
    """Write weights, averaged weights, optimiser moments and the number of finished steps."""
    tensors = {"step": torch.tensor(step)}
    tensors |= {f"model.{name}": value for name, value in model.state_dict().items()}
    tensors |= {f"average.{name}": value for name, value in average.state_dict().items()}
    for index, moments in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{index}.{name}": value for name, value in moments.items()}
    write_tensors(folder / FILE_NAME, {k: v.contiguous() for k, v in tensors.items()}, {})


def load_checkpoint(
    folder: Path, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer
) -> int:
    """Fill model, average and optimiser from `folder`; return the finished steps (0: none).

    Raises:
        CheckpointError: the folder belongs to another model.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return 0
    tensors = read_tensors(path)
    try:
        model.load_state_dict(_under("model.", tensors))
        average.load_state_dict(_under("average.", tensors))
    except RuntimeError as error:
        raise CheckpointError(
            f"{path} was written for another model: {str(error).splitlines()[1].strip()} "
            "Use another run folder, or the recipe that began this one."
        ) from error
    state: dict[int, dict[str, Tensor]] = {}
    for name, value in _under("optimizer.", tensors).items():
        index, moment = name.split(".")
        state.setdefault(int(index), {})[moment] = value
    optimizer.load_state_dict(optimizer.state_dict() | {"state": state})
    return int(tensors["step"])


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): value
        for name, value in tensors.items()
        if name.startswith(prefix)
    }
