"""Claims about `anymask engine work`."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def keep_handlers():
    """Put back what handles SIGTERM."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_it_does_what_was_asked_for(run, folder: str) -> None:
    run("engine", "train", folder, "--queue")
    ran = run("engine", "work", folder, "--until-idle")
    assert ran.code == 0
    assert "job 1, train: failed project 'eng' has no images with masks to learn from" in ran.err


def test_it_waits_for_work_until_it_is_told_to_stop(run, folder: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "anymask", "engine", "work", folder]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as worker:
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(4)
        worker.terminate()
        assert worker.wait(20) == 128 + signal.SIGTERM, worker.stderr
