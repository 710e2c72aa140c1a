"""Save masks so that none is lost, doubled or overwritten unseen.

A client makes the id of a mask and of each request, and may repeat a request as often as it likes.
It says which version it has seen; if there is a newer one it gets that instead. Every version is
kept in `mask_change`. A mask is drawn within a task (the lease is shown), or by the engine itself.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.masks import DELETED, KEPT, PERSON, SECOND, Mask, MaskChange
from anymask.engine.database.pictures import Image
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Model, Task
from anymask.engine.second import beside, is_open_to, is_second
from anymask.errors import (
    ConflictError,
    ForbiddenError,
    FormatError,
    InputError,
    MissingError,
)
from anymask.geometry import rle
from anymask.geometry.rle import Rle

LONGEST_CATEGORY = 200
MOST_PROMPTS = 1_000
MOST_MASKS = 1_000_000
"""Of an image, and so places in the order of prominence."""


@dataclass(frozen=True)
class MaskInput:
    """A mask as somebody sends it.

    Attributes:
        id: made by the client, once for each mask.
        request_id: made by the client, once for each request.
        seen_version: the version that this replaces; 0 for a mask that is new.
        counts: COCO string of its run lengths, of the size of its image.
        category: its name, if it has one.
        prompts: clicks, boxes, strokes and outlines in the order of use.
        clicks: how many of them were clicks.
        seconds: of work on this version, without idle time.
        prominence: its place in the order in which the image was labelled, from 0.
        predicted_iou, stability_score: of the model, where it made the mask.
        point_coords: clicks (x, y) on the object that gave it.
        crop_box_xywh: where the model looked; empty: at the whole image.
        model_id: of the model that made it or helped.
    """

    id: UUID
    request_id: UUID
    seen_version: int
    counts: str
    category: str | None = None
    prompts: Sequence[dict[str, Any]] = ()
    clicks: int = 0
    seconds: float = 0.0
    prominence: int | None = None
    predicted_iou: float | None = None
    stability_score: float | None = None
    point_coords: Sequence[Sequence[float]] = ()
    crop_box_xywh: Sequence[float] = ()
    model_id: int | None = None


@dataclass(frozen=True)
class Author:
    """Who makes a mask, and within what.

    Attributes:
        stage: of the data engine.
        origin: a person, the detector, the model alone, or another data set.
        account_id: of the person; None: the engine itself.
        task: of the person, held under a lease; None outside of tasks.
        locked: whether annotators may not change the mask.
    """

    stage: str
    origin: str = PERSON
    account_id: int | None = None
    task: Task | None = None
    locked: bool = False


@dataclass(frozen=True)
class Saved:
    """A mask after a request.

    Attributes:
        mask: as it is now.
        repeated: whether the request had been answered before.
    """

    mask: Mask
    repeated: bool = field(default=False)


class StaleError(ConflictError):
    """The mask has a newer version than the one that was seen.

    Attributes:
        newest: what it is now.
    """

    def __init__(self, newest: Mask, seen: int) -> None:
        super().__init__(
            f"mask {newest.id} has version {newest.version}, you saw {seen}; look at it again"
        )
        self.newest = newest


def save_mask(
    session: Session, image: Image, given: MaskInput, author: Author, clock: Clock = now
) -> Saved:
    """Make a mask, or replace the version that the client has seen.

    Raises:
        InputError: run lengths of another size, an empty mask, a mask that is there already, or
            details that cannot be, such as a model of another project.
        ForbiddenError: the mask is locked, or not for the author's task to change.
        MissingError: a version of a mask that does not exist was seen.
        StaleError: there is a newer version.
        ConflictError: the id belongs to a mask of another image.
    """
    lock_image(session, image)
    repeated = answered(session, given.id, given.request_id)
    if repeated is not None:
        return Saved(repeated, repeated=True)
    runs = read_counts(given.counts, image)
    _check_details(session, image, given)
    mask = session.get(Mask, given.id)
    if mask is None:
        if given.seen_version != 0:
            raise MissingError(f"there is no mask {given.id}; send it as new with version 0")
        mask = _new(image, given.id, author, clock)
        session.add(mask)
    else:
        _check_change(session, mask, image, given.seen_version, author)
    _refuse_double(session, image, mask, runs, author)
    _fill(mask, runs, given, author, clock)
    _keep_version(session, mask, given.request_id, author.account_id, clock)
    return Saved(mask)


def delete_mask(
    session: Session,
    image: Image,
    mask_id: UUID,
    request_id: UUID,
    seen_version: int,
    author: Author,
    clock: Clock = now,
    state: str = DELETED,
) -> Saved:
    """Take a mask away; its versions stay, and saving it again brings it back.

    Args:
        session: of a transaction that writes.
        image: of the mask.
        mask_id: of the mask.
        request_id: made by the client, once for each request.
        seen_version: the version that goes.
        author: who takes it away.
        clock: tells the time.
        state: deleted, or rejected by a reviewer.

    Raises:
        MissingError: there is no such mask.
        ForbiddenError, StaleError, ConflictError: as `save_mask`.
    """
    lock_image(session, image)
    repeated = answered(session, mask_id, request_id)
    if repeated is not None:
        return Saved(repeated, repeated=True)
    mask = session.get(Mask, mask_id)
    if mask is None:
        raise MissingError(f"there is no mask {mask_id}")
    _check_change(session, mask, image, seen_version, author)
    mask.state = state
    mask.version += 1
    mask.updated_ms = clock()
    _keep_version(session, mask, request_id, author.account_id, clock)
    note(session, image.project_id, author.account_id, f"mask {state}", str(mask_id), clock=clock)
    return Saved(mask)


def read_counts(counts: str, image: Image) -> Rle:
    """Read run lengths that came from outside.

    Raises:
        InputError: they are no run lengths of the image's size, or hold no pixel.
    """
    try:
        runs = rle.from_coco({"size": [image.height, image.width], "counts": counts})
    except (FormatError, InputError) as error:
        raise InputError(f"the mask cannot be read: {error}") from error
    if rle.area(runs) == 0:
        raise InputError("the mask has no pixel; delete it instead")
    return runs


def lock_image(session: Session, image: Image) -> None:
    """Let nobody else change masks of the image until the transaction ends."""
    session.scalar(select(Image.id).where(Image.id == image.id).with_for_update())


def answered(session: Session, mask_id: UUID, request_id: UUID) -> Mask | None:
    """Return the mask of a request that was answered before.

    Raises:
        ConflictError: the request was about another mask.
    """
    change = session.scalar(select(MaskChange).where(MaskChange.request_id == request_id))
    if change is None:
        return None
    if change.mask_id != mask_id:
        raise ConflictError(
            f"request {request_id} was about another mask; make an id for each request"
        )
    return session.get_one(Mask, mask_id)


def require_seen(session: Session, mask: Mask, seen_version: int) -> None:
    """Make sure that a client has seen the newest version of a mask.

    Raises:
        StaleError: it has not.
    """
    if mask.version != seen_version:
        session.expunge(mask)  # the error carries it out of the transaction
        raise StaleError(mask, seen_version)


def content_hash(runs: Rle) -> str:
    """Return what equal masks of equal size have in common.

    >>> content_hash(Rle((1, 3), [1, 2])) == content_hash(Rle((1, 3), [1, 2]))
    True
    """
    return hashlib.sha256(f"{runs.size} {rle.to_coco(runs)['counts']}".encode()).hexdigest()


def _check_change(
    session: Session, mask: Mask, image: Image, seen_version: int, author: Author
) -> None:
    if mask.image_id != image.id:
        raise ConflictError(f"mask {mask.id} belongs to another image; make an id for each mask")
    if author.task is not None and mask.locked:
        raise ForbiddenError(f"mask {mask.id} was filled in and is locked; label what is missing")
    if author.task is not None and not is_open_to(session, mask, author.task):
        raise ForbiddenError(
            f"mask {mask.id} was drawn within another task, which this one does not change; draw "
            "one of your own, or give a verdict"
        )
    require_seen(session, mask, seen_version)


def _refuse_double(session: Session, image: Image, mask: Mask, runs: Rle, author: Author) -> None:
    """Refuse a mask that the image has already, pixel for pixel."""
    with session.no_autoflush:
        double = session.scalar(
            select(Mask.id).where(
                Mask.image_id == image.id,
                Mask.content_hash == content_hash(runs),
                beside(author.task),
                Mask.id != mask.id,
            )
        )
    if double is not None:
        raise InputError(f"the image has this very mask already: {double}; delete one of the two")


def _new(image: Image, mask_id: UUID, author: Author, clock: Clock) -> Mask:
    return Mask(
        id=mask_id,
        project_id=image.project_id,
        image_id=image.id,
        version=0,
        stage=author.stage,
        origin=author.origin,
        locked=author.locked,
        task_id=None if author.task is None else author.task.id,
        account_id=author.account_id,
        seconds=0.0,
        created_ms=clock(),
    )


def _check_details(session: Session, image: Image, given: MaskInput) -> None:
    """Refuse what is no mistake of the mask itself, but of what is said about it."""
    category = given.category or ""
    if len(category) > LONGEST_CATEGORY or "\0" in category:
        raise InputError(f"a name has at most {LONGEST_CATEGORY} characters, without NUL")
    if len(given.prompts) > MOST_PROMPTS or given.clicks < 0 or not 0 <= given.seconds < 1e6:
        raise InputError(f"a mask has at most {MOST_PROMPTS} prompts, and no negative counts")
    if given.prominence is not None and not 0 <= given.prominence < MOST_MASKS:
        raise InputError(
            f"prominence is {given.prominence}; pass a place from 0 to {MOST_MASKS - 1}"
        )
    if given.model_id is None:
        return
    model = session.get(Model, given.model_id)
    if model is None or model.project_id != image.project_id:
        raise InputError(f"there is no model {given.model_id} in this project; pass one of its own")


def _fill(mask: Mask, runs: Rle, given: MaskInput, author: Author, clock: Clock) -> None:
    """Put what was sent into the mask; seconds add up over its versions."""
    x0, y0, x1, y1 = rle.box(runs)
    mask.rle = str(rle.to_coco(runs)["counts"])
    mask.content_hash = content_hash(runs)
    mask.area = int(rle.area(runs))
    mask.box_xywh = [int(x0), int(y0), int(x1 - x0), int(y1 - y0)]
    mask.category = given.category or None
    mask.prompts = [dict(each) for each in given.prompts]
    mask.clicks = given.clicks
    mask.seconds += given.seconds
    mask.prominence = given.prominence
    mask.predicted_iou = given.predicted_iou
    mask.stability_score = given.stability_score
    mask.point_coords = [list(each) for each in given.point_coords]
    mask.crop_box_xywh = list(given.crop_box_xywh)
    mask.model_id = given.model_id
    mask.state = SECOND if is_second(author.task) else KEPT
    mask.version += 1
    mask.updated_ms = clock()


KEPT_COLUMNS = (
    "state",
    "rle",
    "category",
    "prompts",
    "clicks",
    "seconds",
    "prominence",
    "predicted_iou",
    "stability_score",
    "model_id",
)
"""What a version of a mask remembers."""


def _keep_version(
    session: Session, mask: Mask, request_id: UUID, account_id: int | None, clock: Clock
) -> None:
    session.flush()
    session.add(
        MaskChange(
            mask_id=mask.id,
            version=mask.version,
            account_id=account_id,
            request_id=request_id,
            content={name: getattr(mask, name) for name in KEPT_COLUMNS},
            created_ms=clock(),
        )
    )
    session.flush()
