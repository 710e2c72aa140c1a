"""What a run needs to go on after it was killed: one safetensors file, replaced atomically.

Its tensors are `model.NAME`, `average.NAME` and `optimizer.NAME.MOMENT`, whole however many
processes wrote them; frozen weights are not among them. `best.safetensors` holds `average.NAME`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from anymask.errors import CheckpointError
from anymask.storage.tensors import read_metadata, read_tensors, write_tensors
from anymask.training.average import AveragedModel
from anymask.training.meter import Meter
from anymask.training.state import learned_state, split_like, whole

FILE_NAME = "checkpoint.safetensors"
BEST_NAME = "best.safetensors"


@dataclass(frozen=True)
class Progress:
    """How far a run has come.

    Attributes:
        step: finished steps.
        meter: what was measured since the last line of the log.
    """

    step: int
    meter: Meter


def save_checkpoint(
    folder: Path,
    model: nn.Module,
    average: AveragedModel,
    optimizer: torch.optim.Optimizer,
    progress: Progress,
    *,
    leads: bool = True,
) -> None:
    """Write weights, averaged weights, moments and progress.

    Every process must call this, for it gathers what is split; only the one that leads writes.
    """
    tensors = {f"model.{name}": value for name, value in learned_state(model).items()}
    tensors |= {f"average.{name}": value for name, value in average.values.items()}
    for name, parameter in model.named_parameters():
        for moment, value in optimizer.state.get(parameter, {}).items():
            tensors[f"optimizer.{name}.{moment}"] = value
    gathered = _gather(tensors, leads)
    if leads:
        metadata = {"step": str(progress.step), "meter": json.dumps(progress.meter.to_plain())}
        write_tensors(folder / FILE_NAME, gathered, metadata)


def load_checkpoint(
    folder: Path, model: nn.Module, average: AveragedModel, optimizer: torch.optim.Optimizer
) -> Progress:
    """Fill model, average and optimiser from `folder`; step 0 where it holds no checkpoint.

    Raises:
        CheckpointError: the file is damaged or belongs to another model.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return Progress(0, Meter())
    tensors = read_tensors(path)
    metadata = read_metadata(path)
    if "step" not in metadata:
        raise CheckpointError(f"{path} has no step in its metadata; use another run folder")
    _fill(path, learned_state(model), _under("model.", tensors))
    _fill(path, average.values, _under("average.", tensors))
    parameters = dict(model.named_parameters())
    for key, value in _under("optimizer.", tensors).items():
        name, _, moment = key.rpartition(".")
        parameter = parameters[name]
        placed = value.to(parameter.device)
        if value.shape == parameter.shape:
            placed = split_like(placed, parameter)
        optimizer.state[parameter][moment] = placed
    return Progress(int(metadata["step"]), Meter.from_plain(json.loads(metadata["meter"])))


def save_best(
    folder: Path, average: AveragedModel, step: int, score: float, *, leads: bool = True
) -> None:
    """Write the averaged weights with their step and score; every process must call this."""
    tensors = {f"average.{name}": value for name, value in average.values.items()}
    gathered = _gather(tensors, leads)
    if leads:
        metadata = {"step": str(step), "score": repr(score)}
        write_tensors(folder / BEST_NAME, gathered, metadata)


def best_score(folder: Path) -> float:
    """Return the score of `best.safetensors`, or minus infinity where there is none."""
    path = folder / BEST_NAME
    return float(read_metadata(path)["score"]) if path.exists() else float("-inf")


def load_average(path: Path, model: nn.Module) -> None:
    """Fill the trained part of `model` with the averaged weights of a checkpoint or best file.

    Raises:
        CheckpointError: the file is damaged or belongs to another model.
    """
    _fill(path, learned_state(model), _under("average.", read_tensors(path)))


def _gather(tensors: dict[str, Tensor], leads: bool) -> dict[str, Tensor]:
    """Bring tensors together one by one, in the CPU's memory of the process that leads."""
    gathered = {}
    for name, value in tensors.items():
        complete = whole(value.detach())
        if leads:
            gathered[name] = complete.cpu()
    return gathered


@torch.no_grad()
def _fill(path: Path, targets: dict[str, Tensor], values: dict[str, Tensor]) -> None:
    differing = sorted(targets.keys() ^ values.keys()) or [
        name for name, target in targets.items() if target.shape != values[name].shape
    ]
    if differing:
        name = differing[0]
        mine, theirs = (
            tuple(tensors[name].shape) if name in tensors else "missing"
            for tensors in (targets, values)
        )
        raise CheckpointError(
            f"{path} was written for another model: {name} is {theirs} there and {mine} here. "
            "Use another run folder, or the recipe that began this one."
        )
    for name, target in targets.items():
        target.copy_(split_like(values[name], target))


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): value
        for name, value in tensors.items()
        if name.startswith(prefix)
    }
