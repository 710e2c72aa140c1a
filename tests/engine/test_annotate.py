"""Claims about what annotators do within a task."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
import torch
from sqlalchemy import select

from anymask.engine.accounts import Person
from anymask.engine.annotate import complete, draw, erase
from anymask.engine.database.tables import Event, Mask, Task
from anymask.engine.masks import MaskInput
from anymask.engine.project import Engine
from anymask.engine.settings import WorkRules
from anymask.engine.tasks import Holding, next_task
from anymask.errors import ConflictError
from anymask.geometry import rle

RULES = WorkRules()


@pytest.fixture
def holding(engine: Engine, project, clock) -> Holding:
    """A task that the administrator holds."""
    person = Person(1, "admin", {})

    def work(session):
        task = next_task(session, project.id, person, ["annotate"], 60, clock)
        return Holding(task.id, 1, task.lease)

    return engine.database.write(work)


@pytest.fixture
def drawing(engine: Engine, holding: Holding, clock):
    """Draw a square at x within the task."""

    def act(x: int, *moments: int, mask_id: UUID | None = None, seen: int = 0, request=None):
        mask = torch.zeros(1, 30, 40, dtype=torch.bool)
        mask[0, 2:8, x : x + 4] = True
        counts = str(rle.to_coco(rle.encode(mask)[0])["counts"])
        given = MaskInput(mask_id or uuid4(), request or uuid4(), seen, counts)
        return engine.database.write(lambda s: draw(s, holding, given, moments, RULES, clock))

    return act


def test_each_mask_gets_the_time_since_the_one_before(engine, drawing, clock) -> None:
    clock.turn(100)
    first = drawing(1, 500, 2_000)
    second = drawing(9, 500, 2_000, 3_000, 9_000)
    assert (first.saved.mask.seconds, second.saved.mask.seconds) == (2.0, 7.0)
    with engine.database.reading() as session:
        assert session.scalar(select(Task.seconds).where(Task.counted_ms > 0)) == 9.0


def test_a_repeated_request_is_not_timed_again(engine, drawing, clock) -> None:
    clock.turn(100)
    mask_id, request = uuid4(), uuid4()
    for moments in ((1_000,), (1_000, 5_000)):
        drawn = drawing(1, *moments, mask_id=mask_id, request=request)
    assert drawn.saved.repeated
    assert drawn.saved.mask.seconds == 1.0
    assert drawing(9, 5_000).saved.mask.seconds == 4.0


def test_more_than_has_passed_is_not_believed(drawing, clock) -> None:
    clock.turn(10)
    assert drawing(1, *range(0, 10**6, 1_000)).saved.mask.seconds == 15.0


def test_after_half_a_minute_the_next_image_is_suggested(drawing, clock) -> None:
    clock.turn(100)
    first = drawing(1, 30_000)
    assert not first.suggest_next
    assert drawing(2, 31_000, mask_id=first.saved.mask.id, seen=1).suggest_next


def test_a_mask_is_erased_and_the_task_completed(engine, drawing, holding, clock) -> None:
    clock.turn(100)
    mask = drawing(1, 1_000).saved.mask
    engine.database.write(lambda s: erase(s, holding, mask.id, uuid4(), 1, clock))
    task = engine.database.write(lambda s: complete(s, holding, [4_000], RULES, clock))
    again = engine.database.write(lambda s: complete(s, holding, [9_000], RULES, clock))
    assert (task.state, task.seconds) == (again.state, again.seconds) == ("done", 4.0)
    with engine.database.reading() as session:
        assert session.scalar(select(Mask.state)) == "deleted"
    with pytest.raises(ConflictError, match="is done"):
        drawing(9, 5_000)


def test_ending_a_task_many_times_at_once_is_ending_it_once(engine, holding, clock) -> None:
    clock.turn(100)

    def end(_: int) -> Task:
        return engine.database.write(lambda s: complete(s, holding, [4_000], RULES, clock))

    with ThreadPoolExecutor(8) as pool:
        tasks = list(pool.map(end, range(16)))
    assert {(task.state, task.seconds) for task in tasks} == {("done", 4.0)}
    with engine.database.reading() as session:
        kinds = session.scalars(select(Event.kind)).all()
    assert kinds.count("task done") == 1
