"""Claims about answers that are kept for a while."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from anymask.serving.kept import Kept


class Turned:
    """A clock that stands until it is turned."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_kept_for_its_time() -> None:
    clock, calls = Turned(), []
    kept = Kept(clock=clock)

    def make() -> int:
        calls.append(1)
        return len(calls)

    assert [kept.get("a", 10, make), kept.get("a", 10, make)] == [1, 1]
    clock.now = 10.0
    assert kept.get("a", 10, make) == 2
    assert kept.get("b", 10, make) == 3


def test_who_asks_while_it_is_made_waits_for_it() -> None:
    kept, calls = Kept(), []

    def make() -> int:
        calls.append(threading.get_ident())
        time.sleep(0.05)
        return 7

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: kept.get("a", 60, make), range(4)))
    assert (found, len(calls)) == ([7] * 4, 1)


def test_what_fails_is_not_kept() -> None:
    kept = Kept()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("a", 60, fail)
    assert kept.get("a", 60, lambda: 1) == 1


def test_values_do_not_fill_the_memory() -> None:
    kept = Kept(most=3)
    for number in range(50):
        kept.get(number, 60, lambda: 0)
    assert len(kept._values) == len(kept._making) == 3


def test_what_was_forgotten_is_made_anew() -> None:
    kept = Kept()
    assert kept.get("a", 60, lambda: 1) == 1
    kept.forget()
    assert kept.get("a", 60, lambda: 2) == 2
