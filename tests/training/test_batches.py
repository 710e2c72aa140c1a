"""Claims about batches prepared ahead."""

import threading

import pytest

from anymask.training.batches import prefetched


@pytest.mark.parametrize("workers", [1, 3, 20])
def test_order_is_kept(workers: int) -> None:
    assert list(prefetched(str, range(10), workers)) == [str(n) for n in range(10)]


def test_an_error_comes_out_at_its_position() -> None:
    batches = prefetched(lambda n: 1 / n, [2, 1, 0, 4], workers=2)
    assert [next(batches), next(batches)] == [0.5, 1.0]
    with pytest.raises(ZeroDivisionError):
        next(batches)


def test_it_works_ahead_of_its_reader_but_not_far() -> None:
    prepared: list[int] = []
    batches = prefetched(prepared.append, range(100), workers=2)
    next(batches)
    batches.close()
    assert 1 <= len(prepared) <= 3


def test_closing_it_ends_the_threads() -> None:
    batches = prefetched(str, range(100), workers=2)
    next(batches)
    batches.close()
    assert not any(thread.name.startswith("batches") for thread in threading.enumerate())
