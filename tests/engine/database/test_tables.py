"""Claims about the tables."""

import pytest
from sqlalchemy.exc import IntegrityError

from anymask.engine.database import tables
from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Base, Membership


def test_all_tables_are_listed() -> None:
    listed = {getattr(tables, name) for name in tables.__all__ if name != "Base"}
    assert {mapper.class_ for mapper in Base.registry.mappers} == listed


def test_a_row_cannot_point_at_nothing(database: Database) -> None:
    with pytest.raises(IntegrityError):
        database.write(lambda s: s.add(Membership(project_id=7, account_id=7, role="admin")))
