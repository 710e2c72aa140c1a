"""Claims about how work is counted."""

from hypothesis import given
from hypothesis import strategies as st

from anymask.engine.database.tables import Task
from anymask.engine.work_time import SLACK_MS, Counted, count_for, count_work

MOMENTS = st.lists(st.integers(0, 10**6), max_size=30)
IDLE = 60_000


@given(MOMENTS)
def test_work_is_at_most_the_time_that_passed(moments: list[int]) -> None:
    counted = count_work(moments, 0, IDLE, 500_000)
    assert 0 <= counted.ms <= counted.until_ms <= 500_000


@given(MOMENTS, st.randoms())
def test_the_order_of_moments_does_not_matter(moments: list[int], random) -> None:
    mixed = random.sample(moments, len(moments))
    assert count_work(mixed, 0, IDLE, 10**7) == count_work(moments, 0, IDLE, 10**7)


@given(MOMENTS)
def test_no_moment_is_counted_twice(moments: list[int]) -> None:
    first = count_work(moments, 0, IDLE, 10**7)
    assert count_work(moments, first.until_ms, IDLE, 10**7) == Counted(0, first.until_ms)


@given(MOMENTS, st.integers(0, 30))
def test_in_parts_or_at_once_it_is_the_same(moments: list[int], cut: int) -> None:
    moments.sort()
    whole = count_work(moments, 0, IDLE, 10**7)
    first = count_work(moments[:cut], 0, IDLE, 10**7)
    second = count_work(moments[cut:], first.until_ms, IDLE, 10**7)
    assert (first.ms + second.ms, second.until_ms) == (whole.ms, whole.until_ms)


def test_a_pause_does_not_count() -> None:
    assert count_work([1_000, 61_001, 61_500], 0, IDLE, 10**7).ms == 1_000 + 499


@given(MOMENTS)
def test_the_work_on_a_task_adds_up_to_what_its_image_took(moments: list[int]) -> None:
    task = Task(leased_ms=0, counted_ms=0, seconds=0.0)
    first, second = (count_for(task, moments, 60.0, lambda: 500_000) for _ in range(2))
    assert (second, task.seconds) == (0.0, first)
    assert 1_000 * first <= task.counted_ms <= 500_000 + SLACK_MS
