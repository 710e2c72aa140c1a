"""Run the command line in this process, in an empty folder, and see what it printed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from anymask.cli.main import main

LOOSE = ("--pred-iou-thresh", "-100", "--stability-score-thresh", "-1", "--points-per-side", "4")
"""Options under which everything mode keeps what a random model says."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A function that runs `anymask` with the given arguments in the test's own folder."""
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ending:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(int(ending.value.code or 0), printed.out, printed.err)

    return run_command


@pytest.fixture
def segment(run: Run, cat_file: Path, random_model: Path) -> Run:
    """`anymask segment cat.png --model random …`."""
    return lambda *more: run("segment", cat_file, "--model", random_model, *more)


@pytest.fixture
def everything(run: Run, random_model: Path) -> Run:
    """`anymask everything … --model random` with options that keep its masks."""
    return lambda *more: run("everything", *more, "--model", random_model, *LOOSE)
