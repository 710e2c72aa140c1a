"""Claims about the tasks around the one that somebody holds."""

import pytest
from sqlalchemy import select, update

from anymask.engine.database.tables import Image, Project, Task
from anymask.engine.settings import WorkRules
from anymask.engine.sittings import own_tasks, reopen, upcoming
from anymask.engine.tasks import Holding, skip
from anymask.errors import ConflictError, ForbiddenError, MissingError

ANNOTATE = ("annotate",)


@pytest.fixture
def again(desk, project):
    """The function that reopens a task."""

    def reopen_task(person, task_id: int) -> Holding:
        task = desk.write(
            lambda s: reopen(s, s.get_one(Project, project.id), person, task_id, 300.0, desk.clock)
        )
        return Holding(task.id, person.account_id, task.lease)

    return reopen_task


def test_the_next_images_are_those_that_one_gets(desk, project) -> None:
    ann, bob = desk.person("ann"), desk.person("bob")
    with desk.engine.database.reading() as session:
        ahead = upcoming(session, project, ann, ANNOTATE, 2, desk.clock)
    got = [desk.take(ann)]
    desk.complete(got[0])
    got.append(desk.take(ann))
    tasks = [desk.ask(select(Task).where(Task.id == held.task_id))[0] for held in got]
    assert [task.image_id for task in tasks] == ahead
    with desk.engine.database.reading() as session:
        left = upcoming(session, project, bob, ANNOTATE, 20, desk.clock)
    assert len(left) == 1
    assert not set(left) & set(ahead)


def test_ended_tasks_are_listed_the_last_one_first(desk, project) -> None:
    ann, bob = desk.person("ann"), desk.person("bob")
    first = desk.take(ann)
    desk.complete(first)
    desk.clock.turn(1)
    second = desk.take(ann)
    desk.write(lambda s: skip(s, second, "too dark", desk.clock))
    desk.take(ann)
    with desk.engine.database.reading() as session:
        found = own_tasks(session, project, ann, 10)
        assert [(each.id, each.state) for each in found] == [
            (second.task_id, "skipped"),
            (first.task_id, "done"),
        ]
        assert len(own_tasks(session, project, ann, 1)) == 1
        assert own_tasks(session, project, bob, 10) == []


def test_an_ended_task_is_taken_up_again_and_ended_again(desk, again, square) -> None:
    ann = desk.person("ann")
    held = desk.take(ann)
    desk.draw(held, square())
    desk.complete(held)
    with pytest.raises(ConflictError):
        desk.draw(held, square(20))
    anew = again(ann, held.task_id)
    assert anew.lease != held.lease
    assert again(ann, held.task_id) == anew
    desk.draw(anew, square(20))
    assert desk.complete(anew).state == "done"


def test_who_holds_another_task_keeps_it(desk, again) -> None:
    ann = desk.person("ann")
    first = desk.take(ann)
    desk.complete(first)
    second = desk.take(ann)
    desk.complete(again(ann, first.task_id))
    assert desk.take(ann) == second


def test_a_lease_that_ran_out_is_given_anew(desk, again) -> None:
    ann = desk.person("ann")
    held = desk.take(ann)
    desk.complete(held)
    one = again(ann, held.task_id)
    desk.clock.turn(301)
    assert again(ann, held.task_id).lease != one.lease


def test_only_own_tasks_of_the_stage_can_be_reopened(desk, again, project) -> None:
    ann, bob = desk.person("ann"), desk.person("bob")
    held = desk.take(ann)
    desk.complete(held)
    with pytest.raises(ConflictError, match="is not yours"):
        again(bob, held.task_id)
    with pytest.raises(MissingError, match="has no task 999"):
        again(ann, 999)
    desk.write(lambda s: s.execute(update(Image).values(state="faulty")))
    with pytest.raises(ConflictError, match="is faulty"):
        again(ann, held.task_id)
    desk.write(lambda s: s.execute(update(Project).values(stage="semi-automatic")))
    with pytest.raises(ConflictError, match="the project is in 'semi-automatic'"):
        again(ann, held.task_id)


def test_what_a_reviewer_has_begun_to_look_at_stays(desk, again, square) -> None:
    desk.rules = WorkRules(reviewed_share=1.0)
    ann, bob = desk.person("ann"), desk.person("bob")
    held = desk.take(ann)
    mask = desk.draw(held, square())
    desk.complete(held)
    desk.complete(again(ann, held.task_id))
    review = desk.take(bob, "review")
    with pytest.raises(ConflictError, match="a reviewer has begun"):
        again(ann, held.task_id)
    desk.judge(review, mask, "accept")
    desk.complete(review)
    assert desk.complete(again(bob, review.task_id)).state == "done"


def test_audits_stay_as_they_are(desk, again) -> None:
    ann = desk.person("ann")
    held = desk.take(ann)
    desk.complete(held)
    desk.write(lambda s: s.execute(update(Task).values(kind="audit")))
    with pytest.raises(ForbiddenError, match="is an audit"):
        again(ann, held.task_id)
