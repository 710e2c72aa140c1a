"""Bring a database to the tables that this anymask needs, or say why that is not possible.

The steps lie in `migrations/versions`, one file for each change, the same for SQLite and
PostgreSQL. A database of a newer anymask is refused: it may hold what this one would lose.
"""

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from anymask.engine.database.connection import Database, worded
from anymask.errors import ConfigurationError


def upgrade(database: Database) -> None:
    """Apply all steps that the database lacks; does nothing when there are none.

    Raises:
        ConfigurationError: the database was made by a newer anymask.
        ResourceError: it is not there.
    """
    config = _config()
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    found = revision(database)
    if found is not None and found not in known:
        raise ConfigurationError(
            f"the database has tables of version '{found}', which this anymask does not know; "
            "install the anymask that made it, or a newer one"
        )
    with worded(), database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(database: Database) -> str | None:
    """Return the version of the tables, or None where there are none.

    Raises:
        ResourceError: the database is not there.
    """
    with worded(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the version of the tables that this anymask needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "there is at least one step"
    return head


def _config() -> Config:
    config = Config()
    folder = resources.files("anymask.engine.database") / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
