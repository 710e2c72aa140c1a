"""Bring masks of other data sets into a project, in every form that can be opened.

Images are known by their bytes; those that the project lacks are added. Ids follow from image and
mask, so an import that is killed, or done twice, leaves each mask once. What cannot be used is
counted and named.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.data.left_out import LeftOutItems
from anymask.data.record import ImageRecord, MaskRecord
from anymask.engine.audit import note
from anymask.engine.database.masks import IMPORT, KEPT
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Mask, Project, Task
from anymask.engine.database.work import ANNOTATE, DONE, OPEN
from anymask.engine.images import Arrived, add_images
from anymask.engine.masks import (
    LONGEST_CATEGORY,
    Author,
    MaskInput,
    content_hash,
    lock_image,
    save_mask,
)
from anymask.engine.project import Engine
from anymask.geometry import rle

LOST = "ids, attributes, groups and splits of the source; outlines become pixels"
"""What no form brings along, in words."""
EMPTY, DOUBLE = "empty masks", "masks that the image has already"
REMOVED = "masks that were imported before and changed or taken away here"
BAD_NAME = f"masks whose category is no text of at most {LONGEST_CATEGORY} characters"
FAULTY = "images that are flagged as faulty"


@dataclass(frozen=True)
class Imported:
    """What came of an import.

    Attributes:
        images: whose masks were taken.
        new_images: of these, those that were added to the project.
        masks: that were added.
        named: of these, those with a category.
        scored: of these, those with a predicted IoU.
        left_out: what was not taken, by reason.
        refused: why images were not taken, by name.
    """

    images: int
    new_images: int
    masks: int
    named: int
    scored: int
    left_out: tuple[LeftOutItems, ...]
    refused: dict[str, str]


@dataclass
class _Tally:
    """The counts so far."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def leave_out(self, reason: str, place: str) -> None:
        self.left_out.setdefault(reason, []).append(place)


def import_masks(
    engine: Engine,
    project: Project,
    dataset: MaskDataset,
    *,
    finished: bool = False,
    by: int | None = None,
    track: Callable[[range], Iterable[int]] = iter,
    clock: Clock = now,
) -> Imported:
    """Bring the masks of a data set into a project.

    Args:
        engine, project: that get them.
        dataset: as `open_dataset` gives it.
        finished: the data set names all objects of its images: nobody needs to label them, and
            open tasks on them are done.
        by: who does it.
        track: passes numbers of images on and shows how far they have come.
        clock: tells the time.

    Raises:
        ResourceError: database or object store is not there, or full.
    """
    tally = _Tally()
    for index in track(range(len(dataset))):
        try:
            record, content = dataset.record(index), dataset.image_bytes(index)
        except BrokenSampleError as error:
            tally.refused[error.name] = error.reason
            continue
        image_id = _image_of(engine, project, record.file_name, content, tally, by)
        if image_id is not None:
            _save_all(engine, image_id, record, finished, tally, clock)
    counts = tally.counts
    summary = {name: counts[name] for name in ("images", "new_images", "masks")}

    def tell(session: Session) -> None:
        note(session, project.id, by, "masks imported", project.name, clock=clock, **summary)

    engine.database.write(tell)
    here = tuple(LeftOutItems.of(reason, places) for reason, places in tally.left_out.items())
    return Imported(
        images=counts["images"],
        new_images=counts["new_images"],
        masks=counts["masks"],
        named=counts["named"],
        scored=counts["scored"],
        left_out=(*dataset.left_out, *here),
        refused=tally.refused,
    )


def _image_of(
    engine: Engine, project: Project, name: str, content: bytes, tally: _Tally, by: int | None
) -> int | None:
    """Find an image by its bytes, or add it; None: it cannot be taken, as was noted."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = select(Image.id).where(Image.project_id == project.id, Image.sha256 == sha256)
    with engine.database.reading() as session:
        found = session.scalar(known)
    if found is not None:
        return found
    added, refused = add_images(
        engine.database,
        engine.store,
        project,
        [Arrived(name, content)],
        held_out_share=engine.settings.train.held_out_share,
        by=by,
    )
    tally.refused |= {one.name: one.reason for one in refused}
    tally.counts["new_images"] += added
    with engine.database.reading() as session:
        return session.scalar(known)


def _save_all(
    engine: Engine, image_id: int, record: ImageRecord, finished: bool, tally: _Tally, clock: Clock
) -> None:
    """Save the masks of an image in one transaction, and count what came of it."""

    def work(session: Session) -> _Tally:
        fresh = _Tally()  # of its own, as the transaction may be repeated
        image = session.get_one(Image, image_id)
        if image.state == READY:
            _save(session, image, record, fresh, clock)
            if finished:
                _finish(session, image, clock)
        elif record.masks:
            fresh.leave_out(FAULTY, record.file_name)
        return fresh

    fresh = engine.database.write(work)
    tally.counts += fresh.counts
    for reason, places in fresh.left_out.items():
        for place in places:
            tally.leave_out(reason, place)


def _save(session: Session, image: Image, record: ImageRecord, tally: _Tally, clock: Clock) -> None:
    lock_image(session, image)
    project = session.get_one(Project, image.project_id)
    author = Author(project.stage, IMPORT)
    known = session.execute(
        select(Mask.id, Mask.content_hash, Mask.state).where(Mask.image_id == image.id)
    ).all()
    ids = {mask_id for mask_id, _, _ in known}
    contents = {content for _, content, state in known if state == KEPT}
    tally.counts["images"] += 1
    for number, mask in enumerate(record.masks):
        content = content_hash(mask.rle)
        mask_id = _id(project, image, content, "mask")
        reason = _in_the_way(mask, mask_id in ids, content in contents)
        if reason is not None:
            tally.leave_out(reason, f"{record.file_name} mask {number}")
            continue
        request = _id(project, image, content, "save")
        save_mask(session, image, _input(mask, number, mask_id, request), author, clock)
        ids.add(mask_id)
        contents.add(content)
        tally.counts["masks"] += 1
        tally.counts["named"] += mask.category is not None
        tally.counts["scored"] += mask.predicted_iou is not None


def _in_the_way(mask: MaskRecord, imported: bool, there: bool) -> str | None:
    """Say why a mask is not taken; None: it is."""
    if mask.area == 0:
        return EMPTY
    if there:
        return DOUBLE
    if imported:
        return REMOVED
    return None if mask.category is None or _is_name(mask.category) else BAD_NAME


def _is_name(category: object) -> bool:
    """Say whether a category can be kept; some files have numbers or control characters there."""
    if not isinstance(category, str) or len(category) > LONGEST_CATEGORY:
        return False
    return all(each.isprintable() for each in category)


def _input(mask: MaskRecord, number: int, mask_id: UUID, request_id: UUID) -> MaskInput:
    return MaskInput(
        id=mask_id,
        request_id=request_id,
        seen_version=0,
        counts=str(rle.to_coco(mask.rle)["counts"]),
        category=mask.category,
        prominence=number,
        predicted_iou=mask.predicted_iou,
        stability_score=mask.stability_score,
        point_coords=mask.point_coords or (),
        crop_box_xywh=mask.crop_box_xywh or (),
    )


def _id(project: Project, image: Image, content: str, what: str) -> UUID:
    """Return an id that is the same whenever this mask comes to this image of this project."""
    whose = f"{project.name}/{project.created_ms}/{image.sha256}"
    return uuid5(NAMESPACE_URL, f"anymask:import/{whose}/{content}/{what}")


def _finish(session: Session, image: Image, clock: Clock) -> None:
    """Nobody needs to label the image any more."""
    session.execute(
        update(Task)
        .where(Task.image_id == image.id, Task.kind == ANNOTATE, Task.state == OPEN)
        .values(state=DONE, ended_ms=clock())
    )
