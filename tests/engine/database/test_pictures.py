"""Claims about images in the database."""

import pytest
from sqlalchemy.exc import IntegrityError

from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Image, Project


def image(name: str, sha256: str) -> Image:
    """An image of project 1."""
    size = {"width": 4, "height": 3}
    more = {"state": "ready", "held_out": False, "details": {}, "created_ms": 0}
    return Image(project_id=1, name=name, sha256=sha256, **size, **more)


@pytest.mark.parametrize("twin", [image("a", "2"), image("b", "1")])
def test_name_and_content_are_unique_in_a_project(database: Database, twin: Image) -> None:
    project = Project(name="zoo", stage="assisted-manual", options={}, created_ms=0)
    database.write(lambda s: s.add(project))
    database.write(lambda s: s.add(image("a", "1")))
    with pytest.raises(IntegrityError):
        database.write(lambda s: s.add(image(twin.name, twin.sha256)))
