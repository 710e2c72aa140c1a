"""Claims about how far people agree who label the same images."""

import pytest
from sqlalchemy import select

from anymask.engine.agreement import (
    agreement_of,
    ask_second_annotators,
    consensus_of,
    versions_of,
)
from anymask.engine.database.tables import Image, Project, Task
from anymask.errors import InputError

STAGE = "assisted-manual"


def ask_for(desk, images: int, people: int = 2) -> int:
    """Let several people label some images."""
    return desk.write(
        lambda s: ask_second_annotators(s, s.get_one(Project, desk.project_id), images, people)
    )


def label(desk, name: str, *shapes: str) -> None:
    """Label every image that somebody gets, with the same masks."""
    person = desk.person(name)
    while (held := desk.take(person)) is not None:
        for shape in shapes:
            desk.draw(held, shape)
        desk.complete(held)


def test_asking_again_takes_other_images(desk) -> None:
    assert [ask_for(desk, 2, 3), ask_for(desk, 2, 2), ask_for(desk, 2, 2)] == [2, 1, 0]
    numbers = desk.ask(select(Task.number).where(Task.number > 0).order_by(Task.number))
    assert numbers == [1, 1, 1, 2, 2]


@pytest.mark.parametrize(("images", "people"), [(0, 2), (1, 1), (1, 11)])
def test_numbers_without_sense_are_refused(desk, images: int, people: int) -> None:
    with pytest.raises(InputError, match="ask 2 to 10 people and 1 image or more"):
        ask_for(desk, images, people)


def test_a_stage_without_people_has_no_second_ones(desk) -> None:
    def advance(session) -> None:
        session.get_one(Project, desk.project_id).stage = "fully-automatic"

    desk.write(advance)
    with pytest.raises(InputError, match="nobody labels in stage 'fully-automatic'"):
        ask_for(desk, 1)


def test_people_are_compared_object_by_object(desk, square) -> None:
    ask_for(desk, 2, 3)
    label(desk, "ann", square(side=5), square(x=20))
    with desk.engine.database.reading() as session:
        assert agreement_of(session, desk.project_id, STAGE).images == 0
    label(desk, "bob", square(side=4), square(x=20))
    label(desk, "eve", square(side=5))
    with desk.engine.database.reading() as session:
        found = agreement_of(session, desk.project_id, STAGE)
        image = session.scalars(select(Image).join(Task).where(Task.number == 1)).first()
        versions = versions_of(session, image, STAGE)
    assert (found.images, found.masks, found.pairs) == (2, 10, 8)
    assert found.matched_share == 2 * 8 / 20
    assert found.mean_iou == pytest.approx((16 / 25 + 1 + 1 + 16 / 25) / 4)
    assert [share.share for share in found.shares] == [0.5, 0.5]
    large = max(consensus_of(versions), key=lambda each: len(each.members))
    assert (len(large.members), len(versions)) == (3, 3)
