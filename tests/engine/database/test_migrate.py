"""Claims about bringing a database up to date."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from anymask.engine.database import migrate
from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Base
from anymask.errors import ConfigurationError, ResourceError


def test_the_steps_lead_to_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    assert migrate.revision(database) == migrate.newest()
    migrate.upgrade(database)
    assert migrate.revision(database) == migrate.newest()


def test_a_database_of_a_newer_anymask_is_refused(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="tables of version '9999', which this anymask"):
        migrate.upgrade(database)


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    database = Database(f"postgresql+psycopg://postgres@/none?host={tmp_path}")
    with pytest.raises(ResourceError, match="the database cannot be used now"):
        migrate.upgrade(database)


def test_every_step_can_be_undone(database: Database) -> None:
    config = migrate._config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    migrate.upgrade(database)
    assert "mask" in inspect(database.engine).get_table_names()
