"""Progress on stderr: a bar on a terminal, a line now and then in a log file.

Folder runs, training and downloads use it. Standard output stays free for results.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

LINE_EVERY_SECONDS = 10.0

Item = TypeVar("Item")
Update = Callable[[int, int], None]
"""Called with (done, total); the total is 0 while it is unknown."""


def track(
    items: Iterable[Item], description: str, total: int | None = None, *, quiet: bool = False
) -> Generator[Item]:
    """Pass items on and show how far they have come.

    Args:
        items: what to go through.
        description: a few words in front of the numbers.
        total: number of items, when `items` has no length.
        quiet: show nothing.

    >>> list(track("abc", "letters", quiet=True))
    ['a', 'b', 'c']
    """
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    with _shown(description, MofNCompleteColumn(), quiet=quiet) as update:
        update(0, total)
        for index, item in enumerate(items):
            yield item
            update(index + 1, total)


@contextlib.contextmanager
def track_bytes(description: str, *, quiet: bool = False) -> Iterator[Update]:
    """Give the function to which a download reports (bytes so far, bytes in total).

    >>> with track_bytes("weights", quiet=True) as report:
    ...     report(10, 20)
    """
    with _shown(description, DownloadColumn(), TransferSpeedColumn(), quiet=quiet) as update:
        yield update


@contextlib.contextmanager
def _shown(description: str, *columns: ProgressColumn, quiet: bool) -> Iterator[Update]:
    """Choose between a bar, lines and nothing."""
    console = Console(stderr=True)
    if quiet:
        yield lambda done, total: None
    elif console.is_terminal:
        text = TextColumn("{task.description}")
        with Progress(
            text, BarColumn(), *columns, TimeRemainingColumn(), console=console
        ) as progress:
            task = progress.add_task(description, total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total or None)
    else:
        lines = _Lines(description)
        try:
            yield lines.update
        finally:
            lines.finish()


class _Lines:
    """Progress as plain lines: one every few seconds, and the last state at the end."""

    def __init__(self, description: str) -> None:
        self._description = description
        self._start = self._last = time.monotonic()
        self._pending: str | None = None

    def update(self, done: int, total: int) -> None:
        self._pending = f"{self._description}: {done}" + (f" of {total}" if total else "")
        self._pending += _remaining(time.monotonic() - self._start, done, total)
        if time.monotonic() - self._last >= LINE_EVERY_SECONDS:
            self.finish()

    def finish(self) -> None:
        if self._pending is not None:
            print(self._pending, file=sys.stderr, flush=True)
        self._pending = None
        self._last = time.monotonic()


def _remaining(seconds: float, done: int, total: int) -> str:
    """Say how long the rest will take at the speed so far, unless that is a moment or unknown."""
    if not 0 < done < total:
        return ""
    left = seconds * (total - done) / done
    if left < LINE_EVERY_SECONDS:
        return ""
    return f", {left / 60:.0f} min left" if left >= 90 else f", {left:.0f} s left"
