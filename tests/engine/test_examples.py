"""Claims about the images that are shown."""

from uuid import uuid4

from sqlalchemy import select

from anymask.engine.database.tables import Image, Project
from anymask.engine.examples import examples_of
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine


def test_the_newest_of_each_stage_are_shown(
    engine: Engine, project: Project, square, clock
) -> None:
    def work(session) -> None:
        images = session.scalars(select(Image).order_by(Image.id)).all()
        for image, stage in zip(
            images, ("semi-automatic", "assisted-manual", "assisted-manual"), strict=True
        ):
            clock.turn(1)
            given = MaskInput(uuid4(), uuid4(), 0, square())
            save_mask(session, image, given, Author(stage), clock)

    engine.database.write(work)
    shown = examples_of(engine, project, 1)
    assert [(one.name, one.source, len(one.masks)) for one in shown] == [
        ("c.png", "assisted-manual", 1),
        ("a.png", "semi-automatic", 1),
    ]
    assert shown[0].pixels(1).shape == (3, 30, 40)


def test_nothing_is_shown_of_a_project_without_masks(engine: Engine, project: Project) -> None:
    assert examples_of(engine, project, 4) == []
