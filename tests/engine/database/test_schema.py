"""Claims about what all tables share."""

from anymask.engine.database.schema import now
from anymask.engine.database.tables import Base


def test_every_constraint_has_a_name_that_migrations_can_use() -> None:
    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_times_are_milliseconds() -> None:
    earlier = now()
    assert 1.7e12 < earlier <= now() < 1e13
