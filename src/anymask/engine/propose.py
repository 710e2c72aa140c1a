"""Stage 2: a detector finds objects, the model draws them, and what is confident is filled in.

Source: "Segment Anything", section 4: annotators get images with confident masks and add what is
missing. Masks that are filled in are locked. Held-out images stay empty, so that people draw the
masks on which models are judged; an image that somebody has begun is left alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import DETECTOR as BY_DETECTOR
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.tables import Model, Project, Task
from anymask.engine.database.work import ANNOTATE, FIRST, OPEN
from anymask.engine.embeddings import Embeddings
from anymask.engine.filled_in import Filling, Made, fill_in
from anymask.engine.images import image_key
from anymask.engine.job_context import Finish, JobContext
from anymask.engine.jobs import claim_of, held_job
from anymask.engine.masks import Author
from anymask.engine.models import DETECTOR, current_model, find_files
from anymask.engine.settings import DetectorRules
from anymask.engine.stages import SEMI_AUTOMATIC
from anymask.errors import InputError
from anymask.geometry.masks import stability
from anymask.geometry.nms import mask_nms
from anymask.inference.object_detector import FoundBoxes, ObjectDetector, load_object_detector
from anymask.inference.result import Masks
from anymask.inference.scene import Scene

FILLED_IN, NOT_YET = 0, 1
"""Priorities of tasks: images that are filled in are handed out first."""

CURSOR, ADDED = "cursor", "masks"
"""In the result of the job: the last image that is done, and how many masks were filled in."""


def propose_masks(context: JobContext) -> Finish:
    """Fill in the images of the semi-automatic stage that nobody has begun.

    Raises:
        InputError: the project is in another stage, or has no detector.
    """
    engine, project = context.engine, context.project
    with engine.database.reading() as session:
        detector_row = require_detector(session, project)
        model = current_model(session, project)
        assert model is not None, "a project begins with a model"
        numbers = _waiting(session, project, context.job.result.get(CURSOR, 0))
    rules = engine.settings.detector
    files = find_files(engine.store, engine.cache, detector_row)
    detector = load_object_detector(files, device=context.device)
    embeddings = Embeddings(engine, context.device)
    author = Author(SEMI_AUTOMATIC.name, BY_DETECTOR, locked=True)
    filling = Filling(context.job, model, author, rules.overlap)
    for done, number in enumerate(numbers):
        context.heart.progress(done, len(numbers))
        with engine.database.reading() as session:
            image = session.get_one(Image, number)
        made: list[Made] = []
        if not image.held_out:
            content = engine.store.get(image_key(image.sha256))
            made = propose(detector, embeddings.scene(image, model), content, rules)
        _keep(context, image, made, filling)
    return lambda session, row: {"detector": detector_row.id, "model": model.id}


def require_detector(session: Session, project: Project) -> Model:
    """Return the detector of a project that is in the semi-automatic stage.

    Raises:
        InputError: it is in another stage, or has no detector.
    """
    if project.stage != SEMI_AUTOMATIC.name:
        raise InputError(
            f"project '{project.name}' is in stage '{project.stage}'; first run: anymask engine "
            f"advance --stage {SEMI_AUTOMATIC.name}"
        )
    detector = current_model(session, project, DETECTOR)
    if detector is None:
        raise InputError(
            f"project '{project.name}' has no detector; first run: anymask engine train-detector"
        )
    return detector


def propose(
    detector: ObjectDetector, scene: Scene, content: bytes, rules: DetectorRules
) -> list[Made]:
    """Find the objects of an image and draw those of which detector and model are sure.

    Args:
        detector: finds boxes.
        scene: the image, encoded by the segmenter.
        content: the file of the image.
        rules: what is sure enough.

    Returns:
        Masks that do not overlap by more than the rules say, the surest first.
    """
    found = detector.boxes(content, threshold=rules.box_score, limit=rules.boxes)
    if not len(found.boxes):
        return []
    masks = scene.segment(boxes=found.boxes)
    assert masks.logits is not None, "scenes answer with logits"
    stable = stability(masks.logits)
    config = scene.sam.config
    least_iou = config.pred_iou_thresh if rules.predicted_iou is None else rules.predicted_iou
    least = config.stability_score_thresh if rules.stability is None else rules.stability
    sure = (masks.scores >= least_iou) & (stable >= least) & (masks.areas > 0)  # (M,)
    numbers = sure.nonzero()[:, 0]
    runs = masks.rle()
    best = mask_nms([runs[i] for i in numbers.tolist()], masks.scores[numbers], rules.overlap)
    return [_made(masks, found, stable[i].item(), i) for i in numbers[best].tolist()]


def _made(masks: Masks, found: FoundBoxes, stable: float, index: int) -> Made:
    (record,) = masks[index].records()
    x0, y0, x1, y1 = (round(value, 2) for value in found.boxes[index].tolist())
    prompt: dict[str, Any] = {"kind": "box", "points": [[x0, y0], [x1, y1]]}
    return Made(replace(record, stability_score=stable), (prompt,))


def _waiting(session: Session, project: Project, after: int) -> Sequence[int]:
    """Return the numbers of the images of the stage that wait for somebody, from one on."""
    open_tasks = select(Task.image_id).where(
        Task.project_id == project.id,
        Task.stage == SEMI_AUTOMATIC.name,
        Task.kind == ANNOTATE,
        Task.number == FIRST,
        Task.state == OPEN,
    )
    chosen = select(Image.id).where(
        Image.id.in_(open_tasks), Image.state == READY, Image.id > after
    )
    return session.scalars(chosen.order_by(Image.id)).all()


def _keep(context: JobContext, image: Image, made: Sequence[Made], filling: Filling) -> None:
    """Fill in an image, unless somebody has begun it meanwhile, and note that it is done."""

    def work(session: Session) -> None:
        job = held_job(session, claim_of(context.job))
        tasks = session.scalars(
            select(Task)
            .where(
                Task.image_id == image.id,
                Task.stage == SEMI_AUTOMATIC.name,
                Task.kind == ANNOTATE,
                Task.number == FIRST,
            )
            .with_for_update(of=Task)
        ).all()
        added = 0
        if all(task.state == OPEN for task in tasks):
            added = fill_in(session, image, made, filling)
            for task in tasks:
                task.priority = FILLED_IN
        job.result = {CURSOR: image.id, ADDED: job.result.get(ADDED, 0) + added}

    context.engine.database.write(work)
