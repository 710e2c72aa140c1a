"""The command table: exit codes, messages, and no tracebacks."""

import os
import subprocess
import sys

import pytest

import anymask
from anymask.cli import main as table
from anymask.errors import InputError, ResourceError


def test_version_is_printed(run) -> None:
    assert run("--version").out.strip() == f"anymask {anymask.__version__}"


@pytest.mark.parametrize(
    "command", ["segment", "everything", "models", "train", "evaluate", "demo", "doctor"]
)
def test_every_command_explains_itself(run, command: str) -> None:
    ran = run(command, "-h")
    assert ran.code == 0
    assert "Usage" in ran.out


def test_threads_wait_passively_unless_the_user_decides(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    run("--version")
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    run("--version")
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"


@pytest.mark.parametrize("arguments", [["segmant"], ["segment"], ["segment", "a.png", "--nope"]])
def test_misspelt_commands_are_wrong_input(run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (InputError("a\nb"), 2, "anymask: a b\n"),
        (ResourceError("disk full"), 1, "anymask: disk full\n"),
        (KeyboardInterrupt(), 130, ""),
        (PermissionError(13, "Permission denied", "/x"), 1, "anymask: Permission denied: /x\n"),
    ],
)
def test_errors_become_one_line_and_an_exit_code(
    run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr("anymask.cli.segment.read_question", lambda *_: fail())
    ran = run("segment", "cat.png", "--point", "1,1")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err == message


def test_a_bug_of_ours_keeps_its_traceback(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anymask.cli.segment.read_question", lambda *_: {}["bug"])
    with pytest.raises(KeyError):
        table.main(["segment", "cat.png", "--point", "1,1"])


def test_ctrl_c_ends_quietly_with_130() -> None:
    program = """
import os, signal, time
from anymask.cli import main, segment

def interrupt(*_):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)

segment.read_question = interrupt
main.main(["segment", "cat.png", "--point", "1,1"])
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ran.returncode == 130
    assert b"Traceback" not in ran.stderr
