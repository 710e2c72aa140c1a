"""Claims about exports in a process of their own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from anymask.errors import CheckpointError, ConfigurationError, ResourceError
from anymask.export import apart
from anymask.export.apart import bundle_apart


@pytest.mark.slow
def test_it_exports_what_an_export_here_does() -> None:
    pytest.importorskip("onnxscript")
    from anymask.export.bundle import decoder_bundle
    from anymask.models.load import load_sam

    there, here = bundle_apart("tiny"), decoder_bundle(load_sam("tiny", device="cpu"))
    assert there.info() == here.info()


def test_what_goes_wrong_there_is_told_here(tmp_path) -> None:
    pytest.importorskip("onnxscript")
    with pytest.raises((CheckpointError, ConfigurationError)):
        bundle_apart(tmp_path / "nothing.pth")


_submit = apart.ProcessPoolExecutor.submit


def test_a_process_that_dies_is_a_lack_of_resources(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxscript")
    monkeypatch.setattr(
        apart.ProcessPoolExecutor, "submit", lambda pool, *_: _submit(pool, os._exit, 9)
    )
    with pytest.raises(ResourceError, match="died"):
        bundle_apart("tiny")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are read from /proc")
def test_it_ends_with_a_process_that_is_killed() -> None:
    pytest.importorskip("onnxscript")
    program = (
        "from anymask.export import apart\n"
        "with apart.ProcessPoolExecutor(1, apart.get_context('spawn'), apart._begin) as pool:\n"
        "    print(pool.submit(apart.os.getpid).result(), flush=True)\n"
        "    input()\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        export = int(server.stdout.readline())
        assert is_running(export)
        server.kill()
    deadline = time.monotonic() + 60
    while is_running(export) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(export)


def is_running(number: int) -> bool:
    """Whether there is a process of a number that is more than an entry nobody has read."""
    try:
        state = Path(f"/proc/{number}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
