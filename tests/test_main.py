"""`python -m anymask` is `anymask`."""

import subprocess
import sys

import anymask


def test_the_module_runs_the_command_line() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "anymask", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == f"anymask {anymask.__version__}"
