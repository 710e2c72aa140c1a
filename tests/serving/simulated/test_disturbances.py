"""Claims about what goes wrong on purpose."""

import errno
import shlex
import sys
import threading
from pathlib import Path

import pytest

from anymask.errors import InputError
from anymask.serving.simulated import disturbances
from anymask.serving.simulated.disturbances import FullDisk, Kill, Outage, Struck, disturb, fill


def test_a_server_is_killed_and_started() -> None:
    done: list[str] = []

    class Server:
        def kill(self) -> None:
            done.append("killed")

        def start(self) -> None:
            done.append("started")

    Kill(Server()).strike()
    assert done == ["killed", "started"]


def test_an_outage_runs_both_commands(tmp_path: Path) -> None:
    commands = [
        shlex.join([sys.executable, "-c", f"open({str(tmp_path / name)!r}, 'x')"])
        for name in ("stopped", "started")
    ]
    Outage(*commands, seconds=0.0).strike()
    assert {each.name for each in tmp_path.iterdir()} == {"stopped", "started"}


def test_a_disk_is_filled_and_freed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(disturbances, "fill", lambda path: sizes.append(path.write_bytes(b"full")))
    FullDisk(tmp_path, seconds=0.1).strike()
    assert sizes == [4, 4]
    assert list(tmp_path.iterdir()) == []


def test_a_large_disk_is_not_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturbances, "LARGEST_DISK", 0)
    with pytest.raises(InputError, match="on a disk of more than 0 GiB; pass a folder on a small"):
        FullDisk(tmp_path).strike()
    assert list(tmp_path.iterdir()) == []


def test_filling_ends_when_nothing_more_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    class Disk:
        parent = "/"
        room = 2_000_000

        def open(self, *_: object, **__: object) -> "Disk":
            return self

        def __enter__(self) -> "Disk":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, content: bytes) -> None:
            if len(content) > self.room:
                raise OSError(errno.ENOSPC, "full")
            self.room -= len(content)

    monkeypatch.setattr(disturbances, "LARGEST_DISK", 2**60)
    disk = Disk()
    fill(disk)
    assert disk.room < disturbances.SMALLEST_WRITE


def test_recovery_is_when_something_is_saved_again() -> None:
    struck = Struck(began=10.0, ended=12.0)
    assert struck.recovery([13.0, 14.0, 1.0, 11.0, 12.5]) == 0.5
    assert struck.recovery([11.0]) == float("inf")


def test_disturbances_come_in_order_until_they_are_ended() -> None:
    done: list[int] = []
    stop = threading.Event()

    class Counted:
        def strike(self) -> None:
            done.append(len(done))
            if len(done) == 2:
                stop.set()

    struck = disturb([Counted()] * 5, stop, (0.0, 0.0))
    assert (done, len(struck)) == ([0, 1], 2)
    assert struck[0].began <= struck[0].ended <= struck[1].began
