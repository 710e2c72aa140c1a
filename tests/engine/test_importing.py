"""Masks of other data sets come in once, with everything that is wrong with them named."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from anymask.data.open import open_dataset
from anymask.engine.database.tables import Image, Mask, Task
from anymask.engine.importing import BAD_NAME, DOUBLE, EMPTY, REMOVED, Imported, import_masks
from anymask.engine.labelled_images import LabelledImages
from anymask.engine.masks import Author, delete_mask
from anymask.geometry import rle
from anymask.geometry.rle import Rle


def annotation(square: str, **more) -> dict:
    """A mask in the words of SA-1B."""
    return {"segmentation": {"size": [30, 40], "counts": square}, **more}


@pytest.fixture
def source(tmp_path: Path, arrivals, square) -> Path:
    """Pairs of two images, one of them with four masks."""
    folder = tmp_path / "source"
    folder.mkdir()
    empty = rle.to_coco(Rle((30, 40), [1200]))["counts"]
    masks = [
        annotation(square(3), category="cat", predicted_iou=0.5, point_coords=[[4, 5]]),
        annotation(square(3)),
        annotation(empty),
        annotation(square(20), category="x" * 201),
    ]
    for arrived, found in zip(arrivals, (masks, [annotation(square(9))], []), strict=True):
        (folder / arrived.name).write_bytes(arrived.content)
        (folder / arrived.name).with_suffix(".json").write_text(json.dumps({"annotations": found}))
    return folder


@pytest.fixture
def bring(engine, project, source: Path):
    """The function that imports them."""

    def bring_in(**more) -> Imported:
        return import_masks(engine, project, open_dataset(source), **more)

    return bring_in


def ask(engine, statement) -> list:
    """Return the rows of a statement."""
    with engine.database.reading() as session:
        return list(session.scalars(statement))


def test_masks_come_in_and_the_rest_is_named(engine, bring) -> None:
    done = bring()
    assert (done.images, done.new_images, done.masks, done.named, done.scored) == (3, 0, 2, 1, 1)
    assert {each.reason: each.examples for each in done.left_out} == {
        DOUBLE: ("a.png mask 1",),
        EMPTY: ("a.png mask 2",),
        BAD_NAME: ("a.png mask 3",),
    }
    masks = ask(engine, select(Mask).order_by(Mask.area, Mask.category))
    assert {(mask.origin, mask.area, mask.account_id) for mask in masks} == {("import", 25, None)}
    assert [mask.point_coords for mask in masks if mask.category] == [[[4.0, 5.0]]]


def test_doing_it_twice_adds_nothing(engine, bring) -> None:
    bring()
    assert bring().masks == 0
    assert ask(engine, select(func.count()).select_from(Mask)) == [2]


def test_what_was_deleted_here_does_not_come_back(engine, bring) -> None:
    bring()

    def work(session):
        mask = session.scalars(select(Mask).where(Mask.category == "cat")).one()
        image = session.get_one(Image, mask.image_id)
        delete_mask(session, image, mask.id, uuid4(), 1, Author("x"))

    engine.database.write(work)
    done = bring()
    assert done.masks == 0
    assert next(each for each in done.left_out if each.reason == REMOVED).count == 2


def test_images_that_are_not_there_are_added(engine, project, source: Path, bring) -> None:
    path = next(source.glob("a.*ng"))
    path.write_bytes(path.read_bytes() + b"\0")
    path.rename(source / "sub-a.png")
    (source / "a.json").rename(source / "sub-a.json")
    (source / "b.png").write_bytes(b"torn")
    done = bring()
    assert (done.new_images, done.masks) == (1, 1)
    assert list(done.refused) == ["b.png"]
    assert "sub-a.png" in ask(engine, select(Image.name))


def test_finished_images_need_nobody(engine, bring) -> None:
    bring(finished=True)
    assert set(ask(engine, select(Task.state))) == {"done"}


def test_flagged_images_are_left_alone(engine, bring) -> None:
    def work(session):
        for image in session.scalars(select(Image)):
            image.state = "faulty"

    engine.database.write(work)
    done = bring(finished=True)
    assert (done.images, done.masks, [each.count for each in done.left_out]) == (0, 0, [2])
    assert set(ask(engine, select(Task.state))) == {"open"}


def test_what_came_in_goes_out_again(engine, project, bring) -> None:
    bring()
    images = LabelledImages(engine, project)
    masks = [mask for index in range(len(images)) for mask in images.record(index).masks]
    assert [(mask.category, mask.box_xywh) for mask in masks] == [
        ("cat", (3, 4, 5, 5)),
        (None, (9, 4, 5, 5)),
    ]


@pytest.mark.parametrize("category", [3, ["cat"], "c\0t", "\ud800"])
def test_a_category_that_is_no_text_is_named(bring, source: Path, square, category) -> None:
    found = [annotation(square(9), category=category)]
    (source / "a.json").write_text(json.dumps({"annotations": found}))
    done = bring()
    assert (done.masks, [each.reason for each in done.left_out]) == (1, [BAD_NAME])
