"""Origins are counted from the masks that are kept, of this project alone."""

from uuid import uuid4

from sqlalchemy import select

from anymask.engine.database.tables import Image, Mask
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.origins import origins_of
from anymask.engine.project import add_project


def test_a_new_project_has_none(engine, project) -> None:
    found = origins_of(engine, project)
    assert (found.by_origin, found.people, found.first_ms, found.seconds) == ({}, 0, None, 0.0)


def test_kept_masks_are_counted_by_who_made_them(engine, project, square, clock) -> None:
    def work(session):
        image = session.scalars(select(Image)).first()
        for number, origin in enumerate(("person", "automatic", "automatic")):
            given = MaskInput(uuid4(), uuid4(), 0, square(3 * number), seconds=5.0)
            given = MaskInput(**{**vars(given), "model_id": project.model_id})
            save_mask(session, image, given, Author("assisted-manual", origin), clock)
            clock.turn(1)
        session.scalars(select(Mask)).all()[-1].state = "deleted"

    engine.database.write(work)
    found = origins_of(engine, project)
    assert sum(found.by_origin.values()) == sum(found.by_stage.values()) == 2
    assert found.seconds == 10.0
    assert found.models == ("tiny",)
    assert origins_of(engine, add_project(engine, "other")).by_origin == {}
