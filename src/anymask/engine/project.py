"""An engine: its settings, database and object store, opened together; and how one is made.

`anymask engine init` makes one in a folder, everything else opens it. A team's engine is the same
with another database and another store.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.audit import note
from anymask.engine.database.connection import Database
from anymask.engine.database.migrate import upgrade
from anymask.engine.database.people import ADMIN
from anymask.engine.database.schema import now
from anymask.engine.database.tables import Account, Project
from anymask.engine.models import first_model
from anymask.engine.settings import (
    FILE_NAME,
    EngineSettings,
    read_settings,
    write_settings,
)
from anymask.engine.stages import ASSISTED
from anymask.errors import InputError, did_you_mean
from anymask.storage.objects import ObjectStore

TOKEN_FILE = "admin.token"
OWNER = "admin"


@dataclass(frozen=True)
class Engine:
    """An open engine.

    Attributes:
        folder: with its settings and, unless they say otherwise, everything else.
        settings: of the engine.
        database, store: where it keeps things.
    """

    folder: Path
    settings: EngineSettings
    database: Database
    store: ObjectStore

    @property
    def cache(self) -> Path:
        """Where copies of models and pictures may lie; it can be removed at any time."""
        return self.folder / "cache"

    def find_project(self, name: str | None = None) -> Project:
        """Return a project by its name; without one, the only one there is.

        Raises:
            InputError: there is none of that name, or there are several and none was named.
        """
        with self.database.reading() as session:
            projects = {each.name: each for each in session.scalars(select(Project))}
        if name is None and len(projects) == 1:
            return next(iter(projects.values()))
        if name is None:
            raise InputError(f"name one of the projects: {', '.join(sorted(projects)) or 'none'}")
        if name not in projects:
            raise InputError(f"there is no project '{name}'; {did_you_mean(name, projects)}")
        return projects[name]

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def init_engine(folder: Path, settings: EngineSettings) -> Engine:
    """Make an engine in a folder, or open the one that is there with its own settings.

    The token of its first administrator is left in `admin.token`, which only its owner can read.

    Raises:
        ConfigurationError: database or store cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / FILE_NAME).exists():
        write_settings(settings, folder)
    engine = open_engine(folder)
    token = engine.database.write(_first_administrator)
    if token is not None:
        _write_secret(folder / TOKEN_FILE, token)
    return engine


def open_engine(folder: Path) -> Engine:
    """Open the engine in a folder and bring its tables up to date.

    Raises:
        InputError: the folder is no engine.
        ConfigurationError: a setting is wrong, or a newer anymask made the database.
    """
    settings = read_settings(folder)
    database = Database(settings.database_url(folder))
    upgrade(database)
    return Engine(folder, settings, database, ObjectStore(settings.store_url(folder)))


def add_project(engine: Engine, name: str) -> Project:
    """Make a project whose administrator is the engine's; one that exists is returned.

    Raises:
        InputError: the name is empty or too long.
        ConfigurationError, CheckpointError: the model of the settings is not there.
    """
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise InputError(f"{name!r} is no name of a project; use 1 to 100 characters")

    def work(session: Session) -> Project:
        found = session.scalar(select(Project).where(Project.name == name))
        if found is not None:
            return found
        project = Project(name=name, stage=ASSISTED.name, options={}, created_ms=now())
        session.add(project)
        session.flush()
        owner = session.scalars(select(Account).order_by(Account.id)).first()
        assert owner is not None, "an engine has an administrator"
        grant(session, project, owner, ADMIN, by=owner.id)
        first_model(session, project, engine.settings.model)
        note(session, project.id, owner.id, "project made", name)
        return project

    return engine.database.write(work)


def _first_administrator(session: Session) -> str | None:
    """Make the first account and return its token; None where there are accounts."""
    if session.scalars(select(Account.id)).first() is not None:
        return None
    return make_token(session, add_account(session, OWNER), "made by init")


def _write_secret(path: Path, secret: str) -> None:
    """Write a file that only its owner can read, from its first moment on."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(secret + "\n")
