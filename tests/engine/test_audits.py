"""Claims about audits: who is asked about what, and how the shares are counted."""

import pytest
from sqlalchemy import select

from anymask.engine.audits import audits_of, open_audit
from anymask.engine.database.tables import Image, Project, Task
from anymask.errors import InputError


def start(desk, images: int = 10):
    """Open an audit."""
    return desk.write(
        lambda s: open_audit(s, s.get_one(Project, desk.project_id), images, 1, desk.clock)
    )


@pytest.fixture
def labelled(desk, square) -> dict[int, list]:
    """The masks by image: Ann labels two of the three images, with two masks each."""
    ann, masks = desk.person("ann"), {}
    for _ in range(2):
        held = desk.take(ann)
        drawn = [desk.draw(held, square(side=side)) for side in (10, 5)]
        masks[drawn[0].image_id] = drawn
        desk.complete(held)
    return masks


def audited(desk) -> list:
    """All audits so far."""
    with desk.engine.database.reading() as session:
        return audits_of(session, desk.project_id)


def test_only_images_that_are_finished_are_drawn(desk, labelled) -> None:
    assert start(desk).images == 2
    tasks = desk.ask(select(Task).where(Task.kind == "audit"))
    assert {task.image_id for task in tasks} == set(labelled)
    assert start(desk, 1).number == 2


def test_the_sample_follows_from_number_and_bytes(desk, labelled) -> None:
    samples = []
    for _ in range(2):
        start(desk, 1)
        samples.append(desk.ask(select(Task.image_id).where(Task.kind == "audit")))
        desk.write(lambda s: [s.delete(task) for task in s.scalars(select(Task)) if task.number])
    assert samples[0] == samples[1]


def test_an_audit_needs_finished_images(desk) -> None:
    with pytest.raises(InputError, match="has no image with masks that nobody has still to label"):
        start(desk)
    with pytest.raises(InputError, match="an audit has 0 images; draw 1 or more"):
        start(desk, 0)


def test_the_shares_are_those_of_the_masks_of_finished_tasks(desk, labelled, square) -> None:
    start(desk)
    bob = desk.person("bob")
    held = desk.take(bob, "audit")
    image = desk.ask(select(Task.image_id).where(Task.id == held.task_id))[0]
    large, small = labelled[image]
    desk.judge(held, large, "accept")
    desk.judge(held, small, "fix", square(side=4))
    assert (audited(desk)[0].done, audited(desk)[0].groups) == (0, ())
    desk.complete(held)
    held = desk.take(bob, "audit")
    for mask in next(masks for key, masks in labelled.items() if key != image):
        desk.judge(held, mask, "reject")
    desk.complete(held)
    (audit,) = audited(desk)
    everything, stage = audit.groups
    assert (audit.images, audit.done, everything.masks, everything.rejected) == (2, 2, 4, 2)
    assert everything.mean_iou == (1 + 16 / 25) / 4
    assert [(each.bound, each.share) for each in everything.shares] == [(0.9, 0.25), (0.75, 0.25)]
    assert everything.shares[0].interval[0] == 0.0
    assert (stage.name, stage.shares) == ("assisted-manual", everything.shares)


def test_an_auditor_is_somebody_who_drew_none_of_it(desk, labelled) -> None:
    start(desk)
    ann = desk.person("somebody new")
    with desk.engine.database.reading() as session:
        drew = session.scalar(select(Task.account_id).where(Task.state == "done"))
        images = session.scalars(select(Image.id)).all()
    assert len(images) == 3
    own = type(ann)(drew, "ann", {})
    assert desk.take(own, "audit") is None
    assert desk.take(ann, "audit") is not None
