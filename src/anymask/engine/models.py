"""The models of a project: where their weights lie, who came from whom, and which one is in use.

The first model is named by the settings and stays where it is; trained ones lie in the object
store under the hash of their weights.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Model, Project
from anymask.errors import MissingError
from anymask.inference.segmenter import Segmenter, load
from anymask.models.load import find_weights
from anymask.storage.objects import ObjectStore

SEGMENTER, DETECTOR = "segmenter", "detector"
STORED = "models/"
"""Beginning of the locations that are keys of the object store."""


@dataclass(frozen=True)
class Weights:
    """Weights on disk.

    Attributes:
        path: a file or a folder.
        sha256: of all their bytes.
    """

    path: Path
    sha256: str

    @classmethod
    def at(cls, path: Path) -> "Weights":
        """Hash the files of a model, in the order of their names."""
        digest = hashlib.sha256()
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in (file for file in files if file.is_file()):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
        return cls(path, digest.hexdigest())


def first_model(session: Session, project: Project, name: str, clock: Clock = now) -> Model:
    """Enter the model that a project begins with, and put it to use.

    Args:
        session: of a transaction that writes.
        project: which begins.
        name: of the catalogue, or a file or folder that stays where it is.
        clock: tells the time.

    Raises:
        ConfigurationError: an unknown name.
        CheckpointError: its weights are not on disk.
    """
    weights = Weights.at(find_weights(name))
    model = _enter(session, project, SEGMENTER, name, name, weights.sha256, None, {}, clock)
    promote(session, project, model, by=None, clock=clock)
    return model


def keep_weights(store: ObjectStore, folder: Path) -> str:
    """Copy a model folder into the object store; return its location."""
    location = STORED + Weights.at(folder).sha256
    store.put_folder(location, folder)
    return location


def add_model(
    session: Session,
    project: Project,
    kind: str,
    name: str,
    location: str,
    parent: Model | None,
    scores: dict[str, Any],
    clock: Clock = now,
) -> Model:
    """Enter a trained model, whose weights `keep_weights` has put into the store."""
    sha256 = location.removeprefix(STORED)
    parent_id = None if parent is None else parent.id
    return _enter(session, project, kind, name, location, sha256, parent_id, scores, clock)


def promote(
    session: Session, project: Project, model: Model, by: int | None, clock: Clock = now
) -> None:
    """Put a model to use: segmenters answer annotators, the newest detector fills in."""
    model.promoted_ms = clock()
    if model.kind == SEGMENTER:
        project.model_id = model.id
    note(session, project.id, by, "model promoted", model.name, clock=clock, role=model.kind)


def current_model(session: Session, project: Project, kind: str = SEGMENTER) -> Model | None:
    """Return the model of a kind that was promoted last."""
    chosen = select(Model).where(
        Model.project_id == project.id, Model.kind == kind, Model.promoted_ms.is_not(None)
    )
    return session.scalars(chosen.order_by(Model.promoted_ms.desc(), Model.id.desc())).first()


def find_files(store: ObjectStore, cache: Path, model: Model) -> Path:
    """Return where the weights of a model lie on this machine, copied from the store if need be.

    Raises:
        MissingError: they are not where the project says.
    """
    if not model.location.startswith(STORED):
        return find_weights(model.location)
    try:
        return store.fetch_folder(model.location, cache)
    except ValueError as error:
        raise MissingError(f"the weights of model '{model.name}' are gone: {error}") from error


def open_segmenter(
    store: ObjectStore, cache: Path, model: Model, device: str | None = None
) -> Segmenter:
    """Load a segmenter of a project."""
    return load(find_files(store, cache, model), device=device)


def _enter(
    session: Session,
    project: Project,
    kind: str,
    name: str,
    location: str,
    sha256: str,
    parent_id: int | None,
    scores: dict[str, Any],
    clock: Clock,
) -> Model:
    model = Model(
        project_id=project.id,
        kind=kind,
        name=name,
        location=location,
        sha256=sha256,
        parent_id=parent_id,
        scores=scores,
        created_ms=clock(),
    )
    session.add(model)
    session.flush()
    note(session, project.id, None, "model entered", name, clock=clock, role=kind)
    return model
