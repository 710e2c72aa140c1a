"""Claims about checkpoints: all comes back, and a kill or a foreign file does no harm."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from anymask.errors import CheckpointError
from anymask.storage.tensors import read_tensors
from anymask.training.average import AveragedModel
from anymask.training.checkpoint import (
    BEST_NAME,
    FILE_NAME,
    Progress,
    best_score,
    load_average,
    load_checkpoint,
    save_best,
    save_checkpoint,
)
from anymask.training.meter import Meter

SAVE_FOR_EVER = """
import itertools, sys, torch
from pathlib import Path
from anymask.training.average import AveragedModel
from anymask.training.checkpoint import Progress, save_checkpoint
from anymask.training.meter import Meter

model = torch.nn.Linear(1000, 1000)
average = AveragedModel(model, 0.9)
optimizer = torch.optim.AdamW(model.parameters())
for step in itertools.count(1):
    for parameter in model.parameters():
        torch.nn.init.constant_(parameter, step)
    save_checkpoint(Path(sys.argv[1]), model, average, optimizer, Progress(step, Meter()))
    print(step, flush=True)
"""

Trained = tuple[nn.Module, AveragedModel, torch.optim.Optimizer]


def _around(model: nn.Module) -> Trained:
    return model, AveragedModel(model, 0.9), torch.optim.AdamW(model.parameters(), fused=True)


def _trained(steps: int) -> Trained:
    """Make a model, its average, and an optimiser with moments."""
    torch.manual_seed(steps)
    model, average, optimizer = _around(nn.Linear(4, 3))
    for step in range(steps):
        optimizer.zero_grad()
        model(torch.randn(2, 4)).square().sum().backward()
        optimizer.step()
        average.update(model, step)
    return model, average, optimizer


def _moments(model: nn.Module, optimizer: torch.optim.Optimizer) -> list[dict[str, Tensor]]:
    return [dict(optimizer.state[parameter]) for parameter in model.parameters()]


def test_everything_comes_back(tmp_path: Path) -> None:
    saved, loaded = _trained(3), _trained(0)
    progress = Progress(3, Meter({"loss": 1 / 3}, {"loss": 2}))
    save_checkpoint(tmp_path, *saved, progress)
    assert load_checkpoint(tmp_path, *loaded) == progress
    for before, after in (
        (saved[0].state_dict(), loaded[0].state_dict()),
        (saved[1].values, loaded[1].values),
        (_moments(saved[0], saved[2]), _moments(loaded[0], loaded[2])),
    ):
        torch.testing.assert_close(after, before, rtol=0, atol=0)


def test_an_empty_folder_means_no_finished_step(tmp_path: Path) -> None:
    assert load_checkpoint(tmp_path, *_trained(0)) == Progress(0, Meter())


def test_frozen_weights_are_not_saved(tmp_path: Path) -> None:
    model = nn.Sequential(nn.Linear(4, 4).requires_grad_(False), nn.Linear(4, 2))
    save_checkpoint(tmp_path, *_around(model), Progress(1, Meter()))
    assert read_tensors(tmp_path / FILE_NAME).keys() == {
        f"{kind}.1.{name}" for kind in ("model", "average") for name in ("weight", "bias")
    }
    assert load_checkpoint(tmp_path, *_around(model)).step == 1


@pytest.mark.parametrize("other", [nn.Linear(4, 5), nn.Sequential(nn.Linear(4, 3))])
def test_another_models_checkpoint_is_refused(tmp_path: Path, other: nn.Module) -> None:
    save_checkpoint(tmp_path, *_trained(1), Progress(1, Meter()))
    with pytest.raises(CheckpointError, match=r"written for another model: .* another run folder"):
        load_checkpoint(tmp_path, *_around(other))


def test_a_truncated_checkpoint_is_refused(tmp_path: Path) -> None:
    save_checkpoint(tmp_path, *_trained(1), Progress(1, Meter()))
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(CheckpointError, match=FILE_NAME):
        load_checkpoint(tmp_path, *_trained(0))


def test_a_process_that_does_not_lead_writes_nothing(tmp_path: Path) -> None:
    model, average, optimizer = _trained(1)
    save_checkpoint(tmp_path, model, average, optimizer, Progress(1, Meter()), leads=False)
    save_best(tmp_path, average, 1, 0.5, leads=False)
    assert not list(tmp_path.iterdir())


def test_the_best_weights_come_back_with_their_score(tmp_path: Path) -> None:
    model, average, _ = _trained(2)
    assert best_score(tmp_path) == float("-inf")
    save_best(tmp_path, average, 2, 1 / 3)
    assert best_score(tmp_path) == 1 / 3
    load_average(tmp_path / BEST_NAME, model)
    torch.testing.assert_close(dict(model.state_dict()), average.values, rtol=0, atol=0)


def test_killed_while_saving_the_last_whole_checkpoint_remains(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE_FOR_EVER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        finished = [int(process.stdout.readline()) for _ in range(3)][-1]
        process.send_signal(signal.SIGKILL)
    model, average, optimizer = _around(nn.Linear(1000, 1000))
    step = load_checkpoint(tmp_path, model, average, optimizer).step
    assert step >= finished
    assert all((value == step).all() for value in model.state_dict().values())
