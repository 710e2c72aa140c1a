"""What the end-to-end tests of the engine share: a PostgreSQL that may be stopped, a small disk."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

REQUIRED = "ANYMASK_REQUIRE_POSTGRES"


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL of its own.

    Attributes:
        url: of a database on it.
        stop, start: commands that end it at once, and let it come back.
    """

    url: str
    stop: str
    start: str


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL that writes to disk as in earnest, and may be stopped."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        assert not os.environ.get(REQUIRED), "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="anymask-postgres-", dir="/tmp"))
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")

    def command(program: str, *arguments: str) -> str:
        place = [str(binaries[-1].parent / program), "-D", str(folder / "data")]
        return shlex.join(["env", "-C", "/", *user, *place, *arguments])

    options = f"-k {folder} -c listen_addresses=''"
    start = command("pg_ctl", "-s", "-w", "-l", str(folder / "log"), "-o", options, "start")
    stop = command("pg_ctl", "-s", "-w", "-m", "immediate", "stop")
    make = command("initdb", "-A", "trust", "-U", "postgres", "--no-sync")
    for each in (make, start):
        subprocess.run(shlex.split(each), check=True, stdout=subprocess.DEVNULL)
    yield Postgres(f"postgresql+psycopg://postgres@/postgres?host={folder}", stop, start)
    subprocess.run(shlex.split(stop), check=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 32 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"only root can mount a small disk here ({error})")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
