"""Look whether everything that an engine should hold is there and whole; nothing is changed.

Images and weights are compared with their hashes, embeddings are opened, masks are compared with
their last version. Somebody runs it after a crash, a full disk, or a move of the object store.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import KEPT
from anymask.engine.database.tables import Image, Mask, MaskChange, Model, Project
from anymask.engine.embeddings import embedding_key
from anymask.engine.images import image_key
from anymask.engine.masks import content_hash
from anymask.engine.models import STORED, Weights
from anymask.engine.project import Engine
from anymask.errors import AnymaskError, FormatError
from anymask.geometry import rle
from anymask.inference.encoded import EncodedImage
from anymask.models.load import find_weights
from anymask.storage.objects import ObjectStore

COMPARED = ("state", "rle", "category")
"""What a mask and its last version have in common."""


@dataclass(frozen=True)
class Fault:
    """Something that is missing or damaged.

    Attributes:
        what: it is, such as "image cats/1.jpg".
        reason: what is wrong, and what helps.
    """

    what: str
    reason: str


def check(
    engine: Engine, project: Project, track: Callable[[range], Iterable[int]] = iter
) -> list[Fault]:
    """Find everything of a project that is missing or damaged.

    Args:
        engine, project: to look at.
        track: passes numbers of images on and shows how far they have come.

    Raises:
        ResourceError: database or object store is not there.
    """
    with engine.database.reading() as session:
        chosen = select(Image).where(Image.project_id == project.id).order_by(Image.id)
        images = session.scalars(chosen).all()
        models = session.scalars(select(Model).where(Model.project_id == project.id)).all()
    faults = list(_models(engine.store, models))
    for index in track(range(len(images))):
        image = images[index]
        faults += _stored(engine.store, image, models)
        with engine.database.reading() as session:
            faults += _masks(session, image)
    return faults


def _models(store: ObjectStore, models: Iterable[Model]) -> Iterator[Fault]:
    """Compare weights with their hashes: where they lie, not a copy of them."""
    for model in models:
        try:
            found = _weights(store, model)
        except AnymaskError as error:
            yield Fault(f"model {model.name}", f"{error}; bring its weights back")
            continue
        if found != model.sha256:
            reason = f"the weights at {model.location} have changed; bring those back that it had"
            yield Fault(f"model {model.name}", reason)


def _weights(store: ObjectStore, model: Model) -> str:
    """Hash the weights of a model as `Weights` does.

    Raises:
        AnymaskError: they are not there.
    """
    if not model.location.startswith(STORED):
        return Weights.at(find_weights(model.location)).sha256
    digest = sha256()
    for key in store.keys(model.location):
        digest.update(posixpath.basename(key).encode() + b"\0" + store.get(key))
    return digest.hexdigest()


def _stored(store: ObjectStore, image: Image, models: Iterable[Model]) -> Iterator[Fault]:
    """Compare the file of an image with its hash, and open its embeddings."""
    key, what = image_key(image.sha256), f"image {image.name}"
    if not store.exists(key):
        yield Fault(what, f"{key} is missing in the object store; put its file back")
    elif sha256(store.get(key)).hexdigest() != image.sha256:
        yield Fault(what, f"{key} in the object store has changed; put its file back")
    for key in (embedding_key(image, model) for model in models):
        if not store.exists(key):
            continue  # it is computed when somebody asks for it
        try:
            EncodedImage.from_bytes(store.get(key))
        except FormatError as error:
            yield Fault(f"embedding of {image.name}", f"{key}: {error}; remove it")


def _masks(session: Session, image: Image) -> Iterator[Fault]:
    """Compare masks with their last versions, their pixels, and each other."""
    twins: dict[str, Mask] = {}
    chosen = select(Mask).where(Mask.image_id == image.id).order_by(Mask.created_ms, Mask.id)
    for mask in session.scalars(chosen).all():
        what = f"mask {mask.id} of {image.name}"
        changes = session.scalars(
            select(MaskChange).where(MaskChange.mask_id == mask.id).order_by(MaskChange.version)
        ).all()
        reason = _difference(mask, changes) or _wrong_pixels(mask, image)
        if reason is not None:
            yield Fault(what, reason)
        if mask.state == KEPT:
            twin = twins.setdefault(mask.content_hash, mask)
            if twin is not mask:
                yield Fault(what, f"it is there twice, also as {twin.id}; delete one of the two")


def _difference(mask: Mask, changes: Sequence[MaskChange]) -> str | None:
    """Say in what a mask differs from its history."""
    if [each.version for each in changes] != list(range(1, mask.version + 1)):
        kept = len(changes)
        return f"it is version {mask.version}, of which {kept} are kept; restore a backup"
    newest = changes[-1].content
    wrong = [name for name in COMPARED if newest.get(name) != getattr(mask, name)]
    return f"its {wrong[0]} is not that of its last version; restore a backup" if wrong else None


def _wrong_pixels(mask: Mask, image: Image) -> str | None:
    """Say what is wrong with the run lengths of a mask."""
    try:
        runs = rle.from_coco({"size": [image.height, image.width], "counts": mask.rle})
    except AnymaskError as error:
        return f"its run lengths cannot be read: {error}; restore a backup"
    if content_hash(runs) != mask.content_hash or int(rle.area(runs)) != mask.area:
        return "its run lengths are not those of its hash; restore a backup"
    return None
