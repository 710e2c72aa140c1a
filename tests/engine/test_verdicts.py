"""Claims about verdicts: what they do to masks in a review, and that an audit changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from anymask.engine.database.tables import Image, Mask, Project, Task, Verdict
from anymask.engine.masks import StaleError
from anymask.engine.tasks import open_task
from anymask.engine.verdicts import verdicts_of
from anymask.errors import ConflictError, ForbiddenError, InputError, MissingError


@pytest.fixture
def reviewing(desk, square):
    """A mask that Ann drew, and the function by which Bob gets a task about its image."""
    ann, bob = desk.person("ann"), desk.person("bob")
    held = desk.take(ann)
    mask = desk.draw(held, square(), predicted_iou=0.9, clicks=2)
    desk.complete(held)

    def start(kind: str = "review"):
        def work(session):
            project = session.get_one(Project, desk.project_id)
            open_task(session, project, session.get_one(Image, mask.image_id), kind=kind)

        desk.write(work)
        return desk.take(bob, kind)

    return mask, start


def now_of(desk, mask: Mask) -> Mask:
    """The mask as it is now."""
    return desk.ask(select(Mask).where(Mask.id == mask.id))[0]


def test_an_accepted_mask_stays_as_it_is(desk, reviewing) -> None:
    mask, start = reviewing
    judged = desk.judge(start(), mask, "accept")
    assert (judged.verdict.mask_version, judged.verdict.iou) == (1, None)
    assert now_of(desk, mask).version == 1


def test_a_rejected_mask_is_no_longer_kept(desk, reviewing) -> None:
    mask, start = reviewing
    held, request = start(), uuid4()
    for _ in range(2):
        judged = desk.judge(held, mask, "reject", seen=1, request=request)
        assert (judged.mask.state, judged.mask.version) == ("rejected", 2)
    desk.complete(held)


def test_a_fix_gives_the_mask_new_pixels_and_leaves_the_rest(desk, reviewing, square) -> None:
    mask, start = reviewing
    judged = desk.judge(start(), mask, "fix", square(side=4))
    assert judged.verdict.iou == 16 / 25
    fixed = now_of(desk, mask)
    assert (fixed.area, fixed.version, fixed.clicks) == (16, 2, 2)
    assert (fixed.account_id, fixed.predicted_iou) == (mask.account_id, None)


def test_reviewers_may_change_their_mind(desk, reviewing, square) -> None:
    mask, start = reviewing
    held = start()
    newest = desk.judge(held, mask, "fix", square(side=4)).mask
    newest = desk.judge(held, newest, "reject").mask
    newest = desk.judge(held, newest, "fix", square(side=6)).mask
    again = desk.judge(held, newest, "accept")
    assert (again.mask.state, again.mask.rle) == ("kept", mask.rle)
    assert (again.mask.predicted_iou, again.verdict.mask_version) == (0.9, 1)
    assert len(desk.ask(select(Verdict))) == 1


def test_an_audit_changes_no_mask(desk, reviewing, square) -> None:
    mask, start = reviewing
    held = start("audit")
    desk.judge(held, mask, "reject")
    judged = desk.judge(held, mask, "fix", square(side=4))
    assert judged.verdict.iou == 16 / 25
    assert (now_of(desk, mask).version, now_of(desk, mask).state) == (1, "kept")
    with pytest.raises(ForbiddenError, match="is an audit, which changes no mask"):
        desk.draw(held, square(x=20))


def test_a_verdict_is_about_what_was_seen(desk, reviewing, square) -> None:
    mask, start = reviewing
    held = start()
    newest = desk.judge(held, mask, "fix", square(side=4)).mask
    with pytest.raises(StaleError, match="has version 2, you saw 1"):
        desk.judge(held, mask, "accept")
    with pytest.raises(MissingError, match="has no mask"):
        desk.judge(held, Mask(id=uuid4(), version=1), "accept")
    assert now_of(desk, mask).rle == newest.rle


@pytest.mark.parametrize(
    ("verdict", "drawn", "message"),
    [
        ("acept", None, "did you mean 'accept'"),
        ("fix", None, "drawn with fix and only then"),
        ("accept", "x", "drawn with fix and only then"),
        ("fix", "?", "cannot be read"),
    ],
)
def test_verdicts_without_sense_are_refused(desk, reviewing, verdict, drawn, message) -> None:
    mask, start = reviewing
    with pytest.raises(InputError, match=message):
        desk.judge(start(), mask, verdict, drawn)
    assert desk.ask(select(Verdict)) == []


def test_a_review_ends_when_every_mask_is_judged(desk, reviewing, square) -> None:
    mask, start = reviewing
    held = start()
    desk.draw(held, square(x=20))  # what was missing needs no verdict
    with pytest.raises(ConflictError, match=r"1 masks of task \d+ have no verdict"):
        desk.complete(held)
    desk.judge(held, mask, "accept")
    assert desk.complete(held).state == "done"
    with pytest.raises(ConflictError, match="is done"):
        desk.judge(held, mask, "reject")


def test_masks_of_others_are_judged_and_not_redrawn(desk, reviewing, square) -> None:
    mask, start = reviewing
    with pytest.raises(ForbiddenError, match="or give a verdict"):
        desk.draw(start(), square(side=6), mask_id=mask.id, seen_version=1)


def test_annotators_give_no_verdicts(desk, reviewing) -> None:
    mask, _ = reviewing
    with pytest.raises(ForbiddenError, match="is no review"):
        desk.judge(desk.take(desk.person("eve")), mask, "accept")


def test_the_time_of_reviewers_is_theirs(desk, reviewing) -> None:
    mask, start = reviewing
    held = start()
    desk.clock.turn(100)
    for moments in ((3_000,), (3_000, 4_000)):
        desk.judge(held, mask, "accept", moments=moments)
    assert now_of(desk, mask).seconds == 0.0
    with desk.engine.database.reading() as session:
        verdicts = verdicts_of(session, session.get_one(Task, held.task_id))
    assert [each.seconds for each in verdicts] == [4.0]


def test_the_same_verdict_many_times_at_once_is_one(desk, reviewing, square) -> None:
    mask, start = reviewing
    held, request = start(), uuid4()

    def act(_: int) -> int:
        return desk.judge(held, mask, "fix", square(side=4), request=request).mask.version

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(act, range(16))) == {2}
    assert len(desk.ask(select(Verdict))) == 1
