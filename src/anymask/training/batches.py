"""Batches prepared ahead in threads, in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
PositionT = TypeVar("PositionT")


def prefetched(
    prepare: Callable[[PositionT], T], positions: Iterable[PositionT], workers: int
) -> Generator[T]:
    """Prepare what lies at `positions`, in their order, while earlier ones are being used.

    Close the generator to stop the threads; an error of `prepare` comes out at its position.

    >>> list(prefetched(abs, [-1, -2, -3], workers=2))
    [1, 2, 3]
    """
    executor = ThreadPoolExecutor(workers, thread_name_prefix="batches")
    pending = deque[Future[T]]()
    try:
        for position in positions:
            pending.append(executor.submit(prepare, position))
            if len(pending) > workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        executor.shutdown(cancel_futures=True)
