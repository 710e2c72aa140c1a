"""Claims about masks that the engine makes itself."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from anymask.data.record import MaskRecord
from anymask.engine.database.masks import AUTOMATIC, KEPT, Mask
from anymask.engine.database.tables import Image, Job, Model, Project
from anymask.engine.filled_in import Filling, Made, fill_in
from anymask.engine.jobs import ask
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.geometry import rle

STAGE = "fully-automatic"


@pytest.fixture
def image(engine: Engine, project: Project) -> Image:
    """The first image of the project."""
    with engine.database.reading() as session:
        return session.scalars(select(Image).order_by(Image.id)).first()


def filling_of(engine: Engine, project: Project, kind: str = "automatic") -> Filling:
    """What masks of a new job have in common."""
    job: Job = engine.database.write(lambda session: ask(session, project, kind))
    with engine.database.reading() as session:
        model = session.scalars(select(Model)).first()
    return Filling(job, model, Author(STAGE, AUTOMATIC, locked=True), 0.7)


def made(*counts: str) -> list[Made]:
    """What a model has made."""
    runs = [rle.from_coco({"size": [30, 40], "counts": each}) for each in counts]
    return [Made(MaskRecord.of(one, predicted_iou=0.9)) for one in runs]


def kept(engine: Engine) -> list[Mask]:
    """All masks that are kept."""
    with engine.database.reading() as session:
        return list(session.scalars(select(Mask).where(Mask.state == KEPT).order_by(Mask.area)))


def test_masks_know_how_they_came_to_be(engine, project, image, square) -> None:
    filling = filling_of(engine, project)
    assert engine.database.write(lambda s: fill_in(s, image, made(square()), filling)) == 1
    (mask,) = kept(engine)
    assert (mask.origin, mask.stage, mask.locked) == (AUTOMATIC, STAGE, True)
    assert (mask.model_id, mask.predicted_iou, mask.seconds) == (filling.model.id, 0.9, 0.0)


def test_ids_follow_from_job_and_image(engine, project, image, square) -> None:
    filling = filling_of(engine, project)
    given = made(square(side=3), square(side=9))
    engine.database.write(lambda s: fill_in(s, image, given, filling))
    again = filling_of(engine, project)  # the job still waits, so it is the same
    assert {mask.id for mask in kept(engine)} == {again.id_of(image, f"mask {n}") for n in (0, 1)}


def test_a_later_job_replaces_what_its_like_made(engine, project, image, square) -> None:
    first, later = filling_of(engine, project), filling_of(engine, project, "propose")
    engine.database.write(lambda s: fill_in(s, image, made(square(side=3)), first))
    engine.database.write(lambda s: fill_in(s, image, made(square(side=3), square(side=7)), later))
    assert [mask.area for mask in kept(engine)] == [9, 49]
    assert {mask.id for mask in kept(engine)} == {later.id_of(image, f"mask {n}") for n in (0, 1)}


def test_what_people_drew_is_not_made_again(engine, project, image, square) -> None:
    drawn = MaskInput(uuid4(), uuid4(), 0, square(side=8))
    engine.database.write(lambda s: save_mask(s, image, drawn, Author("assisted-manual")))
    filling = filling_of(engine, project)
    nearly, other = square(side=8, x=4), square(side=3, x=20)
    assert engine.database.write(lambda s: fill_in(s, image, made(nearly, other), filling)) == 1
    assert [mask.area for mask in kept(engine)] == [9, 64]


def test_a_mask_that_was_made_twice_is_saved_once(engine, project, image, square) -> None:
    filling = filling_of(engine, project)
    twice = made(square(side=3), square(side=9), square(side=3))
    assert engine.database.write(lambda s: fill_in(s, image, twice, filling)) == 2
