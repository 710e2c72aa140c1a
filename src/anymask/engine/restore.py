"""Bring a project back from its backup, into any engine: another database, another object store.

All is checked before anything is changed. Objects come first, which alone do nothing, then all
rows in one transaction. Rows get new numbers, as others may have theirs; masks keep their ids.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from anymask.engine.accounts import grant
from anymask.engine.audit import note
from anymask.engine.backup_file import OBJECTS, BackupFile
from anymask.engine.database.migrate import newest
from anymask.engine.database.people import ADMIN
from anymask.engine.database.tables import Account, Mask, Project
from anymask.engine.images import image_key
from anymask.engine.models import STORED
from anymask.engine.project import Engine
from anymask.engine.restored_rows import RestoredRows
from anymask.errors import AnymaskError, ConfigurationError, FormatError, InputError

IMAGES = "images/"


@dataclass(frozen=True)
class Restored:
    """What came back.

    Attributes:
        project: its name here.
        rows: of each table.
        objects: files of images and weights.
        missing: keys of objects that the backup lacks.
        outside: models whose weights must be brought here, by name: where they were.
    """

    project: str
    rows: dict[str, int]
    objects: int
    missing: list[str]
    outside: dict[str, str]


def restore(
    engine: Engine,
    path: Path,
    name: str | None = None,
    track: Callable[[range], Iterable[int]] = iter,
) -> Restored:
    """Bring a project back: all of it, or nothing.

    Args:
        engine: that gets it.
        path: of the file that `back_up` wrote.
        name: of the project here; None keeps its name.
        track: passes numbers of members on, as they are checked.

    Raises:
        InputError: there is no such file, or the engine has the project or its masks already.
        FormatError: the file is damaged or no backup.
        ConfigurationError: another version of anymask made it.
        ResourceError: database or store is not there, or full.
    """
    backup = BackupFile(path)
    name = name or backup.manifest.project
    _check(engine, backup, name)
    for index in track(range(len(backup))):
        backup.check(index)
    count = sum(_put(engine, backup, row) for row in backup.rows(OBJECTS))
    engine.database.write(lambda session: _fill(session, backup, name))
    found = backup.manifest
    return Restored(name, found.rows, count, found.missing, found.outside)


def _check(engine: Engine, backup: BackupFile, name: str) -> None:
    """Refuse what cannot be restored, before the long work begins."""
    if backup.manifest.tables != newest():
        raise ConfigurationError(
            f"the backup has tables of version '{backup.manifest.tables}', this anymask "
            f"'{newest()}'; restore it with the anymask that made it, then open that engine here"
        )
    with engine.database.reading() as session:
        _refuse_double(session, backup, name)


def _refuse_double(session: Session, backup: BackupFile, name: str) -> None:
    if session.scalar(select(Project.id).where(Project.name == name)) is not None:
        raise InputError(f"the engine has a project '{name}'; give the restored one another name")
    first = next(backup.rows("mask"), None)
    try:
        there = None if first is None else session.get(Mask, UUID(first["id"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"the backup has a mask without an id: {error!r}") from error
    if there is not None:
        raise InputError(
            "the engine has the masks of this backup already, in another project; restore it into "
            "another engine"
        )


def _put(engine: Engine, backup: BackupFile, row: dict[str, Any]) -> int:
    """Put an object into the store, unless it is there; keys tell what content must be."""
    key, parts = row.get("key"), row.get("parts")
    if not isinstance(key, str) or not isinstance(parts, list):
        raise FormatError(f"the backup has an object without key or parts: {row!r}")
    if not key.startswith((IMAGES, STORED)):
        raise FormatError(f"the backup has an object {key!r}, which belongs to no project")
    if engine.store.exists(key):
        return 1
    content = backup.object(parts)
    if key.startswith(IMAGES) and key != image_key(sha256(content).hexdigest()):
        raise FormatError(f"the backup has another image under the key {key!r}")
    engine.store.put(key, content)
    return 1


def _fill(session: Session, backup: BackupFile, name: str) -> None:
    """Write all rows, in one transaction; the engine's owner may do all in the project."""
    _refuse_double(session, backup, name)
    try:
        project = RestoredRows(session, backup, name).write()
    except AnymaskError:
        raise
    except StatementError as error:
        if isinstance(error, OperationalError):  # the database is busy, full or gone
            raise
        raise FormatError(f"the backup has rows that do not fit: {error.orig}") from error
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise FormatError(f"the backup has rows that do not fit together: {error!r}") from error
    owner = session.scalars(select(Account).order_by(Account.id)).first()
    assert owner is not None, "an engine has an administrator"
    grant(session, project, owner, ADMIN, by=owner.id)
    note(session, project.id, owner.id, "project restored", name, was=backup.manifest.project)
