"""Claims about projects and people in the database."""

import pytest
from sqlalchemy.exc import IntegrityError

from anymask.engine.database.connection import Database
from anymask.engine.database.people import ROLES
from anymask.engine.database.tables import Account


def test_roles_are_listed_from_the_least() -> None:
    assert ROLES == ("annotator", "reviewer", "admin")


def test_a_name_belongs_to_one_account(database: Database) -> None:
    with pytest.raises(IntegrityError):
        database.write(lambda s: s.add_all([Account(name="a", created_ms=0) for _ in range(2)]))
