"""Claims about tasks and jobs in the database."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from anymask.engine.database.tables import Task
from anymask.engine.project import Engine


def test_an_image_has_one_task_of_a_kind_and_number(engine: Engine, project) -> None:
    with engine.database.reading() as session:
        task = session.scalars(select(Task)).first()
        assert task is not None
        again = {
            column.key: getattr(task, column.key)
            for column in Task.__table__.columns
            if column.key != "id"
        }
    with pytest.raises(IntegrityError):
        engine.database.write(lambda s: s.add(Task(**again)))
