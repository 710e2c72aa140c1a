"""Claims about which mask is a part of which."""

from sqlalchemy import select

from anymask.engine.database.tables import Image, Task
from anymask.engine.mask_tree import tree_of


def test_a_part_hangs_on_the_smallest_mask_around_it(desk, square) -> None:
    ann = desk.person("ann")
    held = desk.take(ann)
    whole, middle, part = (desk.draw(held, square(3, side)).id for side in (20, 10, 4))
    alone = desk.draw(held, square(30, 4)).id
    with desk.engine.database.reading() as session:
        task = session.get_one(Task, held.task_id)
        image = session.get_one(Image, task.image_id)
        tree = {each.mask_id: each.parent_id for each in tree_of(session, image, ann.account_id)}
    assert tree == {whole: None, middle: whole, part: middle, alone: None}


def test_an_image_without_masks_has_no_tree(desk) -> None:
    with desk.engine.database.reading() as session:
        image = session.scalars(select(Image)).first()
        assert tree_of(session, image, 1) == []
