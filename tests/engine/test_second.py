"""Claims about second annotators: neither sees, changes or blocks the other."""

import pytest

from anymask.engine.agreement import ask_second_annotators
from anymask.engine.database.tables import Image, Project, Task
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.records import kept_masks
from anymask.engine.second import visible_masks
from anymask.errors import ForbiddenError, InputError


@pytest.fixture
def two(desk):
    """Two people with tasks of their own on one image, which has a mask that was filled in."""
    project = desk.project_id
    desk.write(lambda s: ask_second_annotators(s, s.get_one(Project, project), 1, 2))
    people = [desk.person(name) for name in ("ann", "bob", "eve", "ian")]
    held = [desk.take(person) for person in people]
    with desk.engine.database.reading() as session:
        images = [tasks_image(session, one) for one in held]
    (image,) = {each for each in images if images.count(each) == 2}
    return image, [one for one, place in zip(held, images, strict=True) if place == image]


def tasks_image(session, holding) -> int:
    """The image of a task."""
    return session.get_one(Task, holding.task_id).image_id


def seen(desk, image: int, account: int) -> set:
    """The masks that somebody sees."""
    with desk.engine.database.reading() as session:
        found = visible_masks(session, session.get_one(Image, image), account)
        return {mask.id for mask in found}


def test_both_may_draw_the_same_and_one_is_kept(desk, two, square) -> None:
    image, (first, second) = two
    a, b = desk.draw(first, square()), desk.draw(second, square())
    assert (a.state, b.state) == ("kept", "second")
    with pytest.raises(InputError, match="has this very mask already"):
        desk.draw(second, square())
    with desk.engine.database.reading() as session:
        assert [m.id for m in kept_masks(session, session.get_one(Image, image))] == [a.id]


def test_neither_sees_nor_changes_what_the_other_drew(desk, two, square) -> None:
    image, (first, second) = two
    a, b = desk.draw(first, square()), desk.draw(second, square(side=6))
    assert seen(desk, image, first.account_id) == {a.id}
    assert seen(desk, image, second.account_id) == {b.id}
    for holding, mask in ((first, b), (second, a)):
        with pytest.raises(ForbiddenError, match="was drawn within another task"):
            desk.draw(holding, square(side=7), mask_id=mask.id, seen_version=1)


def test_both_see_what_was_filled_in(desk, two, square) -> None:
    image, (first, second) = two
    given = MaskInput(*(2 * [desk.draw(first, square()).id]), 0, square(x=20))
    author = Author("assisted-manual", "detector", locked=True)
    filled = MaskInput(first.lease, second.lease, 0, given.counts)
    made = desk.write(lambda s: save_mask(s, s.get_one(Image, image), filled, author)).mask
    assert made.id in seen(desk, image, first.account_id)
    assert seen(desk, image, second.account_id) == {made.id}
    with pytest.raises(InputError, match="has this very mask already"):
        desk.draw(second, square(x=20))
