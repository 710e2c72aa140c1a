"""Stage 3: the model labels every image of a project alone.

Source: "Segment Anything", section 4 and appendix B: a grid of 32 × 32 points on the image, smaller
ones on 20 overlapping crops, masks that are confident and stable, and small regions cleaned up. The
job goes on image by image after any interruption, and gives the same masks.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import UInt8
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import AUTOMATIC, KEPT, Mask
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.schema import now
from anymask.engine.database.tables import Model, Project, Task
from anymask.engine.database.work import DONE
from anymask.engine.filled_in import Filling, Made, fill_in
from anymask.engine.images import image_key
from anymask.engine.job_context import Finish, JobContext
from anymask.engine.jobs import claim_of, held_job
from anymask.engine.masks import Author
from anymask.engine.models import current_model, open_segmenter
from anymask.engine.settings import AutomaticRules
from anymask.engine.stages import FULLY_AUTOMATIC
from anymask.engine.statistics import AUTOMATIC_TASK
from anymask.errors import InputError
from anymask.inference.segmenter import Segmenter
from anymask.storage.images import open_image

PUBLISHED_IOU, PUBLISHED_STABILITY = 0.88, 0.95


def label_automatically(context: JobContext) -> Finish:
    """Label all images that the present model has not labelled yet.

    Raises:
        InputError: the project is in another stage.
    """
    engine, project = context.engine, context.project
    if project.stage != FULLY_AUTOMATIC.name:
        raise InputError(
            f"project '{project.name}' is in stage '{project.stage}'; first run: anymask engine "
            f"advance --stage {FULLY_AUTOMATIC.name}"
        )
    with engine.database.reading() as session:
        model = current_model(session, project)
        assert model is not None, "a project begins with a model"
        numbers = _unlabelled(session, project, model)
    segmenter = open_segmenter(engine.store, engine.cache, model, context.device)
    author = Author(FULLY_AUTOMATIC.name, AUTOMATIC, locked=True)
    filling = Filling(context.job, model, author, engine.settings.automatic.overlap)
    for done, number in enumerate(numbers):
        context.heart.progress(done, len(numbers))
        with engine.database.reading() as session:
            image = session.get_one(Image, number)
        pixels = open_image(engine.store.get(image_key(image.sha256)))
        made = find_masks(segmenter, pixels, engine.settings.automatic)
        _keep(context, image, made, filling)
    return lambda session, row: _result(session, row, model)


def find_masks(
    segmenter: Segmenter, pixels: UInt8[np.ndarray, "H W 3"], rules: AutomaticRules
) -> list[Made]:
    """Find everything in an image, as SA-1B was made.

    Args:
        segmenter: the model.
        pixels: RGB.
        rules: thresholds, grid and crops.

    Returns:
        Masks in the published order, without those that cover nearly all of the image.
    """
    options = everything_options(rules)
    masks = segmenter.everything(pixels, **options)
    most = rules.largest_share * pixels.shape[0] * pixels.shape[1]
    records = masks.records()
    return [Made(record) for record in records if 0 < record.area < most]


def everything_options(rules: AutomaticRules) -> dict[str, Any]:
    """Return the options of everything mode that rules stand for, by their published names.

    >>> everything_options(AutomaticRules(preset="sa-1b"))["pred_iou_thresh"]
    0.88
    """
    options: dict[str, Any] = {
        "points_per_side": rules.points_per_side,
        "crop_n_layers": rules.crop_layers,
        "crop_n_points_downscale_factor": 2,
        "box_nms_thresh": rules.overlap,
        "crop_nms_thresh": rules.overlap,
        "min_mask_region_area": rules.smallest_region,
    }
    if rules.preset == "sa-1b":
        options["pred_iou_thresh"] = PUBLISHED_IOU
        options["stability_score_thresh"] = PUBLISHED_STABILITY
    return options


def mark_number(model: Model) -> int:
    """Return the number of the tasks that say: this model has labelled the image.

    It follows from the weights, so that it means the same in a restored project.
    """
    return int(model.sha256[:7], 16)


def _unlabelled(session: Session, project: Project, model: Model) -> list[int]:
    """Return the numbers of the images whose last automatic labelling was not by this model."""
    ready = select(Image.id).where(Image.project_id == project.id, Image.state == READY)
    images = session.scalars(ready.order_by(Image.id)).all()
    marks = select(Task.image_id, Task.number).where(
        Task.project_id == project.id, Task.kind == AUTOMATIC_TASK
    )
    last = dict(session.execute(marks.order_by(Task.ended_ms, Task.id)).all())
    return [image for image in images if last.get(image) != mark_number(model)]


def _keep(context: JobContext, image: Image, made: Sequence[Made], filling: Filling) -> None:
    """Save the masks of an image and the mark that it is labelled, together."""

    def work(session: Session) -> None:
        held_job(session, claim_of(context.job))
        fill_in(session, image, made, filling)
        _mark(session, image, filling.model)

    context.engine.database.write(work)


def _mark(session: Session, image: Image, model: Model) -> None:
    """Note, as a task of nobody, that a model has labelled an image."""
    mark = session.scalar(
        select(Task).where(
            Task.image_id == image.id,
            Task.kind == AUTOMATIC_TASK,
            Task.number == mark_number(model),
        )
    )
    if mark is None:
        mark = Task(
            project_id=image.project_id,
            image_id=image.id,
            stage=FULLY_AUTOMATIC.name,
            kind=AUTOMATIC_TASK,
            number=mark_number(model),
            priority=0,
            state=DONE,
            counted_ms=0,
            seconds=0.0,
            created_ms=now(),
        )
        session.add(mark)
    mark.ended_ms = now()


def _result(session: Session, project: Project, model: Model) -> dict[str, Any]:
    """Count what the model has labelled, also before an interruption."""
    marks = select(func.count(Task.id)).where(
        Task.project_id == project.id,
        Task.kind == AUTOMATIC_TASK,
        Task.number == mark_number(model),
    )
    kept = select(func.count(Mask.id)).where(
        Mask.project_id == project.id, Mask.origin == AUTOMATIC, Mask.state == KEPT
    )
    return {"images": session.scalar(marks) or 0, "masks": session.scalar(kept) or 0}
