"""Claims about tasks and their leases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from anymask.engine.accounts import Person
from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Account, Image, Project, Task
from anymask.engine.project import Engine
from anymask.engine.tasks import (
    Holding,
    finish,
    give_back,
    held_task,
    keep_alive,
    next_task,
    open_task,
    skip,
)
from anymask.errors import ConflictError, MissingError

LEASE = 60.0


@pytest.fixture
def people(engine: Engine) -> list[Person]:
    """Three people, beside the administrator."""

    def work(session):
        accounts = [Account(name=name, created_ms=0) for name in ("ann", "bob", "eve")]
        session.add_all(accounts)
        session.flush()
        return [Person(account.id, account.name, {}) for account in accounts]

    return engine.database.write(work)


def take(database: Database, project, person: Person, clock, kinds=("annotate",)) -> Task | None:
    """Ask for the next task."""
    return database.write(lambda s: next_task(s, project.id, person, kinds, LEASE, clock))


def holding(task: Task | None) -> Holding:
    """What its holder shows."""
    assert task is not None
    assert task.lease is not None
    assert task.account_id is not None
    return Holding(task.id, task.account_id, task.lease)


def test_everybody_gets_a_task_of_their_own(engine: Engine, project, people, clock) -> None:
    tasks = [take(engine.database, project, person, clock) for person in people]
    assert len({task.id for task in tasks if task}) == 3
    nobody = replace(people[0], account_id=1)
    assert take(engine.database, project, nobody, clock) is None


def test_who_asks_again_gets_the_same_task_and_lease(
    engine: Engine, project, people, clock
) -> None:
    first = take(engine.database, project, people[0], clock)
    clock.turn(30)
    again = take(engine.database, project, people[0], clock)
    assert holding(again) == holding(first)
    assert again is not None
    assert again.lease_until_ms == clock() + 60_000


def test_a_lease_that_ran_out_goes_to_the_next_person(
    engine: Engine, project, people, clock
) -> None:
    held = [holding(take(engine.database, project, person, clock)) for person in people]
    clock.turn(LEASE)
    late = replace(people[0], account_id=1)
    taken = holding(take(engine.database, project, late, clock))
    assert taken.task_id == held[0].task_id
    with pytest.raises(ConflictError, match="was handed to somebody else, because its lease ran"):
        engine.database.write(lambda s: held_task(s, held[0]))
    engine.database.write(lambda s: held_task(s, taken))


def test_a_lease_that_ran_out_holds_while_nobody_else_wants_the_task(
    engine: Engine, project, people, clock
) -> None:
    held = holding(take(engine.database, project, people[0], clock))
    clock.turn(10 * LEASE)
    task = engine.database.write(lambda s: keep_alive(s, held, LEASE, clock))
    assert task.lease_until_ms == clock() + 60_000


def test_tasks_come_by_priority(engine: Engine, project, people, clock) -> None:
    with engine.database.reading() as session:
        last = max(session.scalars(select(Task.id)))
    engine.database.write(lambda s: setattr(s.get_one(Task, last), "priority", -1))
    task = take(engine.database, project, people[0], clock)
    assert task is not None
    assert task.id == last


def test_a_task_that_is_given_back_waits_again(engine: Engine, project, people, clock) -> None:
    held = holding(take(engine.database, project, people[0], clock))
    engine.database.write(lambda s: give_back(s, held))
    assert holding(take(engine.database, project, people[1], clock)).task_id == held.task_id


@pytest.mark.parametrize("end", ["done", "skipped"])
def test_an_ended_task_is_not_handed_out_again(
    engine: Engine, project, people, clock, end: str
) -> None:
    held = holding(take(engine.database, project, people[0], clock))
    act = finish if end == "done" else lambda s, h, c: skip(s, h, "too dark", c)
    engine.database.write(lambda s: act(s, held, clock))
    following = holding(take(engine.database, project, people[0], clock))
    assert following.task_id != held.task_id
    engine.database.write(lambda s: act(s, held, clock))
    with pytest.raises(ConflictError, match=f"is {end}; ask for the next one"):
        engine.database.write(lambda s: keep_alive(s, held, LEASE, clock))


def test_nobody_reviews_what_they_drew(engine: Engine, project, people, clock) -> None:
    held = holding(take(engine.database, project, people[0], clock))
    engine.database.write(lambda s: finish(s, held, clock))

    def ask_for_review(session):
        task = session.get_one(Task, held.task_id)
        image = session.get_one(Image, task.image_id)
        open_task(session, session.get_one(Project, project.id), image, kind="review")

    engine.database.write(ask_for_review)
    assert take(engine.database, project, people[0], clock, ["review"]) is None
    assert take(engine.database, project, people[1], clock, ["review"]) is not None


def test_faulty_images_are_not_handed_out(engine: Engine, project, people, clock) -> None:
    def work(session):
        for image in session.scalars(select(Image)):
            image.state = "faulty"

    engine.database.write(work)
    assert take(engine.database, project, people[0], clock) is None


def test_the_last_stage_needs_no_people(engine: Engine, project) -> None:
    def work(session):
        row = session.get_one(Project, project.id)
        row.stage = "fully-automatic"
        return open_task(session, row, session.scalars(select(Image)).first())

    assert engine.database.write(work) is None


def test_a_task_that_does_not_exist_is_missing(engine: Engine, project, people, clock) -> None:
    held = holding(take(engine.database, project, people[0], clock))
    with pytest.raises(MissingError, match="there is no task 999"):
        engine.database.write(lambda s: held_task(s, replace(held, task_id=999)))


def test_who_asks_many_times_at_once_gets_one_task(engine: Engine, project, people, clock) -> None:
    with ThreadPoolExecutor(8) as pool:
        tasks = list(
            pool.map(lambda _: take(engine.database, project, people[0], clock), range(16))
        )
    assert len({holding(task) for task in tasks}) == 1
