"""Claims about serving: this machine alone unless asked otherwise, and a graceful end."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from anymask.engine.project import Engine, init_engine
from anymask.engine.settings import EngineSettings
from anymask.errors import ConfigurationError
from anymask.serving.run import is_loopback, serve

PROGRAM = """
import sys
from pathlib import Path
from anymask.engine.project import open_engine
from anymask.serving.run import serve
serve(open_engine(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), device="cpu")
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine in a folder."""
    return init_engine(tmp_path / "engine", EngineSettings())


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org", "::"])
def test_the_network_has_to_be_asked_for(engine: Engine, host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(ConfigurationError, match="can be reached by other machines; pass --allow"):
        serve(engine, host, 8008)


def test_a_server_answers_and_ends_when_it_is_told(engine: Engine) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", PROGRAM, str(engine.folder), str(port)]
    server = subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1"})
    try:
        assert _waited_for(f"http://127.0.0.1:{port}/api/v1/health") == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) in (0, -signal.SIGTERM)
    finally:
        server.kill()


def _waited_for(address: str) -> int:
    for _ in range(600):
        try:
            return httpx.get(address).status_code
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
