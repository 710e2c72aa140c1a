"""Ctrl-C and SIGTERM end a run after the step at hand, so that nothing learned is lost."""

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any, NoReturn

GRACE_SECONDS = 2.0
"""torchrun passes Ctrl-C on to processes that the terminal has told already: that is not a second
one."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopSignal:
    """Notes SIGINT and SIGTERM while its block runs; a later SIGINT interrupts at once.

    Attributes:
        number: the signal that came, or None.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        self._since = 0.0
        self._previous: dict[signal.Signals, Any] = {}

    def __enter__(self) -> "StopSignal":
        if threading.current_thread() is threading.main_thread():  # others cannot set handlers
            self._previous = {number: signal.signal(number, self._note) for number in _SIGNALS}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.number is None:
            self.number, self._since = number, time.monotonic()
        elif number == signal.SIGINT and time.monotonic() - self._since >= GRACE_SECONDS:
            raise KeyboardInterrupt

    def end(self) -> NoReturn:
        """Leave as the signal would have: KeyboardInterrupt, or exit status 143 after SIGTERM.

        A process that was told to stop by another one of its group leaves with status 143 too.
        """
        if self.number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + signal.SIGTERM)
