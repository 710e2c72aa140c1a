"""Take images into a project: each is decoded once, hashed, and kept under its hash.

What cannot be read, repeats another image or has a name that is taken is reported and left out.
The choice of held-out images follows from the hash alone, so it is the same whoever adds them and
whenever; only where chance leaves a small project without any, one is held out all the same.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.connection import Database
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.schema import now
from anymask.engine.database.tables import Mask, Project
from anymask.engine.tasks import open_task
from anymask.errors import AnymaskError, FormatError, InputError
from anymask.storage.images import SUFFIXES, open_image
from anymask.storage.objects import ObjectStore

LARGEST_BYTES = 100 * 2**20
TOO_LARGE = f"it has more than {LARGEST_BYTES >> 20} MiB; make it smaller"
LONGEST_NAME = 200
AT_A_TIME = 50
"""Images of one transaction."""
FEWEST = 3
"""Images of a project of which one is held out at least: a model learns from two or more."""


@dataclass(frozen=True)
class Refused:
    """An image that was not taken, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Arrived:
    """An image that comes in.

    Attributes:
        name: path below the folder it came from, with /.
        content: its file.
        unread: why that could not be read; None: it could.
    """

    name: str
    content: bytes
    unread: str | None = None


@dataclass(frozen=True)
class _Checked:
    name: str
    sha256: str
    width: int
    height: int


def image_key(sha256: str) -> str:
    """Return the key of an image in the object store."""
    return f"images/{sha256[:2]}/{sha256}"


def files_of(folder: Path) -> Iterator[Arrived]:
    """Read all images of a folder and its sub-folders, in order of their names.

    Those that cannot be read come without content.

    Raises:
        InputError: it is no folder, or holds no image.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; pass the folder that holds the images")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise InputError(f"{folder} holds no images; known: {', '.join(sorted(SUFFIXES))}")
    for path in paths:
        yield _read(path, path.relative_to(folder).as_posix())


def add_images(
    database: Database,
    store: ObjectStore,
    project: Project,
    arrived: Iterable[Arrived],
    *,
    held_out_share: float,
    by: int | None = None,
) -> tuple[int, list[Refused]]:
    """Take images into a project and open a task for each; can be repeated after a crash.

    Returns:
        How many were added, and what was refused. An image that is there already under its name
        is neither.
    """
    added, refused = 0, list[Refused]()
    batch: list[_Checked] = []
    for one in arrived:
        try:
            batch.append(_check(one, store))
        except AnymaskError as error:
            refused.append(Refused(one.name, str(error)))
        if len(batch) == AT_A_TIME:
            added += _insert(database, project.id, batch, held_out_share, by, refused)
            batch = []
    added += _insert(database, project.id, batch, held_out_share, by, refused)
    if held_out_share > 0:
        database.write(lambda session: _hold_out_one(session, project.id))
    return added, refused


def is_held_out(sha256: str, share: float) -> bool:
    """Say whether an image is kept for judging models, by its hash.

    >>> is_held_out("0" * 64, 0.1), is_held_out("f" * 64, 0.1)
    (True, False)
    """
    return int(sha256[:8], 16) < share * 2**32


def _read(path: Path, name: str) -> Arrived:
    """Read a file, unless it is something else, which might never end, or too large."""
    try:
        if not path.is_file():
            return Arrived(name, b"", "it is a folder, a broken link or a device, no file")
        if path.stat().st_size > LARGEST_BYTES:
            return Arrived(name, b"", TOO_LARGE)
        return Arrived(name, path.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Arrived(name, b"", f"it cannot be read: {reason}")


def _check(one: Arrived, store: ObjectStore) -> _Checked:
    """Decode an image, so that nobody meets a broken one later, and keep its file."""
    if one.unread is not None:
        raise InputError(one.unread)
    name = PurePosixPath(one.name)
    if len(one.name) > LONGEST_NAME or name.is_absolute() or ".." in name.parts:
        raise InputError(f"its name is longer than {LONGEST_NAME} characters, or no plain path")
    if not one.name.isprintable():
        raise InputError("its name holds characters that cannot be shown; rename it")
    if len(one.content) > LARGEST_BYTES:
        raise FormatError(TOO_LARGE)
    height, width = open_image(one.content).shape[:2]
    sha256 = hashlib.sha256(one.content).hexdigest()
    if not store.exists(image_key(sha256)):
        store.put(image_key(sha256), one.content)
    return _Checked(one.name, sha256, width, height)


def _insert(
    database: Database,
    project_id: int,
    batch: list[_Checked],
    held_out_share: float,
    by: int | None,
    refused: list[Refused],
) -> int:
    def work(session: Session) -> tuple[int, list[Refused]]:
        count, wrong = 0, list[Refused]()
        project = session.get_one(Project, project_id)
        for one in batch:
            reason = _in_the_way(session, project_id, one)
            if reason is None:
                image = _row(project_id, one, held_out_share)
                session.add(image)
                session.flush()
                open_task(session, project, image)
                count += 1
            elif reason:
                wrong.append(Refused(one.name, reason))
        if count:
            note(session, project_id, by, "images added", project.name, count=count)
        return count, wrong

    if not batch:
        return 0
    count, wrong = database.write(work)
    refused += wrong
    return count


def _hold_out_one(session: Session, project_id: int) -> None:
    """Hold out the first image by its hash that nobody has labelled, if there is none yet."""
    images = select(Image).where(Image.project_id == project_id)
    here = images.with_only_columns(func.count()).order_by(None)
    if session.scalar(here.where(Image.held_out)) or (session.scalar(here) or 0) < FEWEST:
        return
    untouched = images.where(~select(Mask.id).where(Mask.image_id == Image.id).exists())
    first = session.scalar(untouched.order_by(Image.sha256).limit(1))
    if first is not None:
        first.held_out = True


def _in_the_way(session: Session, project_id: int, one: _Checked) -> str | None:
    """Say why an image cannot be added; an empty string: it is there already; None: it can."""
    same = Image.project_id == project_id
    twin = session.scalar(select(Image.name).where(same, Image.sha256 == one.sha256))
    if twin is not None:
        return "" if twin == one.name else f"it is the same as {twin}"
    if session.scalar(select(Image.id).where(same, Image.name == one.name)) is not None:
        return "another image has this name; rename it"
    return None


def _row(project_id: int, one: _Checked, held_out_share: float) -> Image:
    return Image(
        project_id=project_id,
        name=one.name,
        sha256=one.sha256,
        width=one.width,
        height=one.height,
        state=READY,
        held_out=is_held_out(one.sha256, held_out_share),
        details={},
        created_ms=now(),
    )
