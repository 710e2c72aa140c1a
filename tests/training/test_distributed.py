"""Claims about several processes: two of them learn what one learns that accumulates."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from anymask.storage.tensors import read_tensors
from anymask.training.checkpoint import BEST_NAME, FILE_NAME
from anymask.training.distributed import (
    encoder_blocks,
    is_leader,
    join_world,
    local_device,
    spread,
)
from anymask.training.loop import train

CPU = torch.device("cpu")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _train_in_two_processes(script: Path, folder: Path, *settings: str) -> list[str]:
    """Do what torchrun does; return what each process printed."""
    common = os.environ | {
        "WORLD_SIZE": "2",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(_free_port()),
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, str(script), str(folder), *settings]
    processes = [
        subprocess.Popen(
            command,
            env=common | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for rank in range(2)
    ]
    printed = [process.communicate(timeout=200)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], printed
    return printed


@pytest.fixture(scope="module")
def alone(small_run: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of one process that accumulates two shards."""
    folder = tmp_path_factory.mktemp("alone")
    train(small_run("accumulate=2"), folder, print)
    return folder


@pytest.mark.parametrize("parallel", ["ddp", "fsdp"])
def test_two_processes_learn_what_one_learns_in_two_parts(
    small_run: Callable[..., Any], small_run_file: Path, alone: Path, tmp_path: Path, parallel: str
) -> None:
    printed = _train_in_two_processes(small_run_file, tmp_path, f"parallel={parallel}")
    for name in (FILE_NAME, BEST_NAME):
        together, expected = read_tensors(tmp_path / name), read_tensors(alone / name)
        torch.testing.assert_close(together, expected, rtol=1e-5, atol=1e-6)
    assert "evaluation at step 3" in printed[0]
    assert "step" not in printed[1]  # only one process reports
    told: list[str] = []
    train(small_run("accumulate=2"), tmp_path, told.append)  # one process can go on
    assert told == ["resuming at step 8 of 8"]


def test_without_torchrun_the_world_is_one_process() -> None:
    world = join_world(CPU)
    assert (world.size, world.leads, world.any(True), world.any(False)) == (1, True, True, False)
    assert is_leader()
    layer = torch.nn.Linear(2, 2)
    assert spread(layer, "ddp", world) is layer


def test_each_process_gets_a_gpu_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert local_device(torch.device("cuda")) == torch.device("cuda")
    monkeypatch.setenv("LOCAL_RANK", "3")
    assert local_device(torch.device("cuda")) == torch.device("cuda:3")
    assert local_device(CPU) == CPU


def test_blocks_are_found_wherever_they_are(small_run: Callable[..., Any]) -> None:
    model = small_run().model
    assert encoder_blocks(model) == list(model.encoder.blocks)
    assert not encoder_blocks(model.head)
