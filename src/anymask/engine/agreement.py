"""How far people agree who label the same image without seeing each other.

Second annotators get tasks of their own on some images. Once two of an image are done, their masks
are matched; the IoU of those that show the same object is the ceiling for any model that learns
from such masks. Source: "Segment Anything", section 5: 85 to 91 %.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

from anymask.engine.audit import note
from anymask.engine.consensus import Object, match_masks, objects_of
from anymask.engine.database.masks import KEPT, SECOND
from anymask.engine.database.pictures import READY
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Image, Mask, Project, Task
from anymask.engine.database.work import ANNOTATE, DONE
from anymask.engine.shares import Share, shares_of
from anymask.engine.stages import find_stage
from anymask.engine.tasks import open_task
from anymask.errors import InputError
from anymask.geometry import rle
from anymask.geometry.rle import Rle

MOST_PEOPLE = 10


@dataclass(frozen=True)
class Version:
    """What one annotator drew on an image."""

    task_id: int
    account_id: int | None
    masks: tuple[Rle, ...]


@dataclass(frozen=True)
class Agreement:
    """How far annotators agree in a stage.

    Attributes:
        stage: in which they labelled.
        images: that two or more people have labelled.
        masks: of all of them together.
        pairs: of masks by two people that show the same object.
        matched_share: of the masks of each two people, those that have a partner, 0 to 1.
        mean_iou: of the pairs; None: there are none.
        shares: of the pairs at the published bounds.
    """

    stage: str
    images: int
    masks: int
    pairs: int
    matched_share: float
    mean_iou: float | None
    shares: tuple[Share, ...]


def ask_second_annotators(
    session: Session,
    project: Project,
    images: int,
    people: int = 2,
    by: int | None = None,
    clock: Clock = now,
) -> int:
    """Let several people label the same images, in the present stage of a project.

    Images come in an order that follows from their bytes; those that have second annotators are
    passed over, so asking again takes more.

    Args:
        session: of a transaction that writes.
        project: read in it.
        images: to choose; where there are fewer, all of them.
        people: who label each, with the first one.
        by: who asks for it.
        clock: tells the time.

    Returns:
        How many images were chosen.

    Raises:
        InputError: no people work in the stage, or numbers that make no sense.
    """
    if not find_stage(project.stage).people:
        raise InputError(f"nobody labels in stage '{project.stage}'; ask in an earlier one")
    if images < 1 or not 2 <= people <= MOST_PEOPLE:
        raise InputError(
            f"{people} people on {images} images; ask 2 to {MOST_PEOPLE} people and 1 image or more"
        )
    session.scalar(select(Project.id).where(Project.id == project.id).with_for_update())
    chosen = sorted(_alone(session, project), key=_lot)[:images]
    for image in chosen:
        for number in range(1, people):
            open_task(session, project, image, number=number, clock=clock)
    subject = f"{people} people on {len(chosen)} images"
    note(session, project.id, by, "second annotators asked", subject, clock=clock)
    return len(chosen)


def versions_of(session: Session, image: Image, stage: str) -> list[Version]:
    """Return what each annotator drew who is done with an image in a stage, the first one first."""
    tasks = session.scalars(
        select(Task)
        .where(
            Task.image_id == image.id,
            Task.stage == stage,
            Task.kind == ANNOTATE,
            Task.state == DONE,
        )
        .order_by(Task.number)
    )
    return [Version(task.id, task.account_id, _masks(session, image, task)) for task in tasks]


def consensus_of(versions: Sequence[Version]) -> list[Object]:
    """Bring together what annotators of one image drew: objects, who drew them, and how alike."""
    return objects_of([version.masks for version in versions])


def agreement_of(session: Session, project_id: int, stage: str) -> Agreement:
    """Compare each two annotators of every image that several have labelled in a stage."""
    images, masks, possible = 0, 0, 0
    ious, owners = list[float](), list[int]()
    for image in session.scalars(_with_second(project_id, stage)):
        versions = versions_of(session, image, stage)
        images += len(versions) > 1
        masks += sum(len(version.masks) for version in versions) if len(versions) > 1 else 0
        for a, b in combinations(versions, 2):
            pairs = match_masks(a.masks, b.masks)
            ious += [pair.iou for pair in pairs]
            owners += [image.id] * len(pairs)
            possible += len(a.masks) + len(b.masks)
    return Agreement(
        stage=stage,
        images=images,
        masks=masks,
        pairs=len(ious),
        matched_share=2 * len(ious) / possible if possible else 0.0,
        mean_iou=sum(ious) / len(ious) if ious else None,
        shares=shares_of(ious, owners) if ious else (),
    )


def _masks(session: Session, image: Image, task: Task) -> tuple[Rle, ...]:
    drawn = select(Mask.rle).where(Mask.task_id == task.id, Mask.state.in_((KEPT, SECOND)))
    size = [image.height, image.width]
    ordered = session.scalars(drawn.order_by(Mask.created_ms, Mask.id))
    return tuple(rle.from_coco({"size": size, "counts": counts}) for counts in ordered)


def _alone(session: Session, project: Project) -> list[Image]:
    """Images that have a task for a first annotator, and none for a second."""
    first, second = aliased(Task), aliased(Task)
    images = select(Image).where(
        Image.project_id == project.id,
        Image.state == READY,
        exists().where(*_labelling(first, project.stage), first.number == 0),
        ~exists().where(*_labelling(second, project.stage), second.number > 0),
    )
    return list(session.scalars(images))


def _with_second(project_id: int, stage: str) -> Select[Image]:
    labelled = exists().where(*_labelling(Task, stage), Task.number > 0, Task.state == DONE)
    return select(Image).where(Image.project_id == project_id, labelled).order_by(Image.id)


def _labelling(task: type[Task], stage: str) -> tuple[ColumnElement[bool], ...]:
    return task.image_id == Image.id, task.stage == stage, task.kind == ANNOTATE


def _lot(image: Image) -> str:
    return hashlib.sha256(f"second annotators {image.sha256}".encode()).hexdigest()
