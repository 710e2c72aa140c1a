"""Answers that take long and may be a little old: kept for a while, computed by one at a time."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request

ResultT = TypeVar("ResultT")


class Kept:
    """Values by their key, each for some seconds.

    Args:
        most: values to keep; the one that was asked for longest ago goes first.
        clock: tells the seconds.
    """

    def __init__(self, most: int = 64, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._values.clear()

    def get(self, key: Hashable, seconds: float, make: Callable[[], ResultT]) -> ResultT:
        """Return a value that is at most so old; who asks while it is made waits for it.

        Args:
            key: of the value.
            seconds: how old it may be.
            make: makes it anew; what it raises is not kept.
        """
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                made, value = self._values.get(key, (None, None))
                if made is not None and self._clock() - made < seconds:
                    self._values.move_to_end(key)
                    return cast(ResultT, value)
            value = make()
            with self._lock:
                self._values[key] = (self._clock(), value)
                self._values.move_to_end(key)
                while len(self._values) > self._most:
                    gone, _ = self._values.popitem(last=False)
                    self._making.pop(gone, None)
            return value


def kept_of(request: Request) -> Kept:
    """Return what the application keeps."""
    kept: Kept = request.app.state.kept
    return kept


KeptAnswers = Annotated[Kept, Depends(kept_of)]
