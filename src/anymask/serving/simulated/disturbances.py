"""What goes wrong while people save: a server that is killed, a database that stops, a full disk.

Each disturbance begins, lasts a while and is over again; savers (`endurance.py`) work on meanwhile.
"""

import errno
import os
import random
import shlex
import subprocess
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Protocol

from anymask.errors import InputError
from anymask.serving.simulated.endurance import ServerProcess

BALLAST = "ballast"
SMALLEST_WRITE = 512
LARGEST_DISK = 4 * 2**30
"""Larger disks are not filled: it would take long, and is hardly meant."""


class Disturbance(Protocol):
    """Something that goes wrong and is mended."""

    def strike(self) -> None:
        """Let it happen; it is over when this returns."""


@dataclass(frozen=True)
class Kill:
    """The server dies at once and is started again.

    Attributes:
        server: that dies.
    """

    server: ServerProcess

    def strike(self) -> None:
        """Kill it and wait until it answers again."""
        self.server.kill()
        self.server.start()


@dataclass(frozen=True)
class Outage:
    """Something is stopped by a command and started by another, such as a database.

    Attributes:
        stop, start: the commands, without a shell.
        seconds: between the two.
    """

    stop: str
    start: str
    seconds: float = 2.0

    def strike(self) -> None:
        """Stop it, wait, start it.

        Raises:
            subprocess.CalledProcessError: a command fails.
        """
        subprocess.run(shlex.split(self.stop), check=True, stdout=subprocess.DEVNULL)
        time.sleep(self.seconds)
        subprocess.run(shlex.split(self.start), check=True, stdout=subprocess.DEVNULL)


@dataclass(frozen=True)
class FullDisk:
    """A file takes all the room of a small disk, and is removed again.

    Attributes:
        folder: on the disk.
        seconds: how long it stays full.
    """

    folder: Path
    seconds: float = 5.0

    def strike(self) -> None:
        """Fill the disk, keep it full, and free it.

        Raises:
            InputError: the disk is too large to be filled.
        """
        ballast = self.folder / BALLAST
        try:
            fill(ballast)
            until = time.monotonic() + self.seconds
            while time.monotonic() < until:  # what others gave up in the meantime is taken as well
                time.sleep(0.2)
                fill(ballast)
        finally:
            ballast.unlink(missing_ok=True)


def fill(path: Path) -> None:
    """Let a file grow until its disk has no room left.

    Raises:
        InputError: the disk is too large to be filled.
    """
    state = os.statvfs(path.parent)
    if state.f_blocks * state.f_frsize > LARGEST_DISK:
        raise InputError(
            f"{path.parent} lies on a disk of more than {LARGEST_DISK >> 30} GiB; pass a folder on "
            "a small one, such as a tmpfs"
        )
    size = 2**20
    with path.open("ab", buffering=0) as stream:
        while size >= SMALLEST_WRITE:
            try:
                stream.write(bytes(size))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                size //= 2


@dataclass(frozen=True)
class Struck:
    """When a disturbance began and ended.

    Attributes:
        began, ended: as `time.monotonic` counts.
    """

    began: float
    ended: float

    def recovery(self, moments: Iterable[float]) -> float:
        """Return the seconds until something was acknowledged again; infinite: nothing was.

        Args:
            moments: when something was acknowledged, in any order.
        """
        return min((each for each in moments if each > self.ended), default=inf) - self.ended


def disturb(
    disturbances: Sequence[Disturbance], stop: threading.Event, pause: tuple[float, float]
) -> list[Struck]:
    """Let things go wrong one after the other, at random moments.

    Args:
        disturbances: in their order.
        stop: ends it early.
        pause: least and most seconds before each.
    """
    struck = []
    for each in disturbances:
        if stop.wait(random.uniform(*pause)):
            break
        began = time.monotonic()
        each.strike()
        struck.append(Struck(began, time.monotonic()))
    return struck
