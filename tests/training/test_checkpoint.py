"""Claims about checkpoints: all comes back, and a kill or a foreign file does no harm."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from anymask.errors import CheckpointError
from anymask.training.checkpoint import FILE_NAME, load_checkpoint, save_checkpoint

SAVE_FOR_EVER = """
import itertools, sys, torch
from pathlib import Path
from anymask.training.checkpoint import save_checkpoint

model = torch.nn.Linear(1000, 1000)
optimizer = torch.optim.AdamW(model.parameters())
for step in itertools.count(1):
    for parameter in model.parameters():
        torch.nn.init.constant_(parameter, step)
    save_checkpoint(Path(sys.argv[1]), model, model, optimizer, step)
    print(step, flush=True)
"""


def _trained(steps: int) -> tuple[nn.Linear, nn.Linear, torch.optim.Optimizer]:
    """Make a model, another one for its average, and an optimiser with moments."""
    torch.manual_seed(steps)
    model, average = nn.Linear(4, 3), nn.Linear(4, 3)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.1, fused=True)
    for _ in range(steps):
        optimizer.zero_grad()
        model(torch.randn(2, 4)).square().sum().backward()
        optimizer.step()
    return model, average, optimizer


def test_everything_comes_back(tmp_path: Path) -> None:
    saved, loaded = _trained(3), _trained(0)
    save_checkpoint(tmp_path, *saved, step=3)
    assert load_checkpoint(tmp_path, *loaded) == 3
    for before, after in zip(saved, loaded, strict=True):
        torch.testing.assert_close(after.state_dict(), before.state_dict(), rtol=0, atol=0)


def test_an_empty_folder_means_no_finished_step(tmp_path: Path) -> None:
    assert load_checkpoint(tmp_path, *_trained(0)) == 0


@pytest.mark.parametrize("other", [nn.Linear(4, 5), nn.Sequential(nn.Linear(4, 3))])
def test_another_models_checkpoint_is_refused(tmp_path: Path, other: nn.Module) -> None:
    save_checkpoint(tmp_path, *_trained(1), step=1)
    optimizer = torch.optim.AdamW(other.parameters())
    with pytest.raises(CheckpointError, match=r"written for another model: .* another run folder"):
        load_checkpoint(tmp_path, other, other, optimizer)


def test_a_truncated_checkpoint_is_refused(tmp_path: Path) -> None:
    save_checkpoint(tmp_path, *_trained(1), step=1)
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(CheckpointError, match=FILE_NAME):
        load_checkpoint(tmp_path, *_trained(0))


def test_killed_while_saving_the_last_whole_checkpoint_remains(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE_FOR_EVER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        finished = [int(process.stdout.readline()) for _ in range(3)][-1]
        process.send_signal(signal.SIGKILL)
    model = nn.Linear(1000, 1000)
    step = load_checkpoint(tmp_path, model, model, torch.optim.AdamW(model.parameters()))
    assert step >= finished
    assert all((value == step).all() for value in model.state_dict().values())
