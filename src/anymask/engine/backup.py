"""Put a whole project into one file: rows, images, weights of models; `restore.py` brings it back.

The rows are those of one moment, whatever people do meanwhile. Passwords and tokens stay out.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.backed_up import ORDER, belongs, table_of
from anymask.engine.backup_file import OBJECTS, ROWS_AT_A_TIME, BackupWriter, Manifest
from anymask.engine.database.connection import Database
from anymask.engine.database.migrate import newest
from anymask.engine.database.schema import Base
from anymask.engine.database.tables import Image, Model, Project
from anymask.engine.images import image_key
from anymask.engine.models import STORED
from anymask.engine.project import Engine
from anymask.errors import InputError
from anymask.storage.files import atomic_write

SECRET = "password_hash"


@dataclass(frozen=True)
class _Objects:
    """What of the object store belongs to a project.

    Attributes:
        images: SHA-256 of the files.
        models: keys of the weights.
        outside: models whose weights lie elsewhere, by name.
    """

    images: tuple[str, ...]
    models: tuple[str, ...]
    outside: dict[str, str]


def back_up(
    engine: Engine,
    project: Project,
    path: Path,
    track: Callable[[tuple[str, ...]], Iterable[str]] = iter,
) -> Manifest:
    """Write a project to a file; it appears when it is complete.

    Args:
        engine, project: what to write.
        path: of the file; one that is there is replaced.
        track: passes hashes of images on and shows how far they have come.

    Returns:
        What is in it, and which objects are missing.

    Raises:
        InputError: the file cannot be written.
        ResourceError: the disk is full, or database or store is not there.
    """
    missing = list[str]()
    with atomic_write(path) as part:
        writer = BackupWriter(part)
        with engine.database.reading() as session:
            _freeze(session, engine.database)
            for kind in ORDER:
                writer.add_rows(kind.__tablename__, _rows(session, kind, project.id))
            objects = _find_objects(session, engine, project)
        rows = _add_objects(engine, writer, objects, missing, track)
        writer.add_rows(OBJECTS, rows)
        return writer.finish(newest(), project.name, missing, objects.outside)


def _freeze(session: Session, database: Database) -> None:
    """Let the session see the rows of one moment; SQLite always does so."""
    if database.engine.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _rows(session: Session, kind: type[Base], project_id: int) -> Iterator[dict[str, Any]]:
    table = table_of(kind)
    chosen = select(table).where(belongs(kind, project_id)).order_by(*table.primary_key)
    options = {"yield_per": ROWS_AT_A_TIME}
    for row in session.execute(chosen, execution_options=options).mappings():
        plain = {
            name: str(value) if isinstance(value, UUID) else value for name, value in row.items()
        }
        if SECRET in plain:
            plain[SECRET] = None
        yield plain


def _find_objects(session: Session, engine: Engine, project: Project) -> _Objects:
    images = select(Image.sha256).where(Image.project_id == project.id).order_by(Image.id)
    models = session.scalars(
        select(Model).where(Model.project_id == project.id).order_by(Model.id)
    ).all()
    stored = {each.location for each in models if each.location.startswith(STORED)}
    return _Objects(
        tuple(session.scalars(images)),
        tuple(key for location in sorted(stored) for key in engine.store.keys(location)),
        {each.name: each.location for each in models if each.location not in stored},
    )


def _add_objects(
    engine: Engine,
    writer: BackupWriter,
    objects: _Objects,
    missing: list[str],
    track: Callable[[tuple[str, ...]], Iterable[str]],
) -> Iterator[dict[str, Any]]:
    """Write objects, and give the row of each; damaged images are as good as gone."""
    for key in objects.models:
        yield {"key": key, "parts": writer.add_object(engine.store.get(key))}
    for sha256 in track(objects.images):
        key = image_key(sha256)
        try:
            content = engine.store.get(key)
        except InputError:
            missing.append(key)
            continue
        if hashlib.sha256(content).hexdigest() == sha256:
            yield {"key": key, "parts": writer.add_object(content)}
        else:
            missing.append(key)
