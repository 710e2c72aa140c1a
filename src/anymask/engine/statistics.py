"""What was labelled, round by round and stage by stage, and what it cost people.

Source of the figures: "Segment Anything", section 4: masks per image, seconds and clicks per mask.
Seconds and clicks are those of people; masks that a model filled in cost them nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import KEPT, PERSON
from anymask.engine.database.tables import Mask, Model, Project, Round, Task
from anymask.engine.database.work import ANNOTATE, DONE, FIRST
from anymask.engine.rounds import rounds_of
from anymask.engine.stages import STAGES

AUTOMATIC_TASK = "automatic"
"""Kind of the tasks that say: the model has labelled this image. Nobody is handed one."""


@dataclass(frozen=True)
class Labelled:
    """What was labelled in one stage of one round.

    Attributes:
        round: its number, from 1.
        stage: of the data engine.
        images: that were finished.
        drawn: masks that people drew.
        filled_in: masks that came otherwise.
        masks_per_image: on the finished images, whoever made them; None: no image is finished.
        seconds_per_mask: of the masks that people drew; None: they drew none.
        clicks_per_mask: of the same.
        model: that helped them.
        iou: its mean IoU after one click on held-out images, where it was measured.
        next_iou: the same, on the same images, of the model that was trained at the end.
        promoted: whether that one was put to use; None: none was trained.
    """

    round: int
    stage: str
    images: int
    drawn: int
    filled_in: int
    masks_per_image: float | None
    seconds_per_mask: float | None
    clicks_per_mask: float | None
    model: str | None
    iou: float | None
    next_iou: float | None = None
    promoted: bool | None = None


@dataclass(frozen=True)
class _Drawn:
    count: int
    seconds: float
    clicks: int


def labelled(session: Session, project: Project) -> list[Labelled]:
    """Return a line for each round and each stage in which something was made in it."""
    return [line for each in rounds_of(session, project) for line in _lines(session, project, each)]


def _lines(session: Session, project: Project, each: Round) -> list[Labelled]:
    images = _finished(session, project, each)
    on_images = _on_finished(session, project, each)
    drawn, filled_in = _made(session, project, each)
    model = None if each.model_id is None else session.get(Model, each.model_id)
    present = {each.stage} | images.keys() | drawn.keys() | filled_in.keys()
    lines = []
    for stage in sorted(present, key=list(STAGES).index):
        people = drawn.get(stage, _Drawn(0, 0.0, 0))
        count = images.get(stage, 0)
        lines.append(
            Labelled(
                round=each.number,
                stage=stage,
                images=count,
                drawn=people.count,
                filled_in=filled_in.get(stage, 0),
                masks_per_image=_ratio(on_images.get(stage, 0), count),
                seconds_per_mask=_ratio(people.seconds, people.count),
                clicks_per_mask=_ratio(people.clicks, people.count),
                model=None if model is None else model.name,
                iou=_measured(each, model),
                next_iou=each.outcome.get("after", {}).get("regular"),
                promoted=each.outcome.get("promoted"),
            )
        )
    return lines


def _measured(each: Round, model: Model | None) -> float | None:
    """Return what the model of a round was worth: as measured at its end, or when it was made."""
    scores = each.outcome.get("before") or ({} if model is None else model.scores)
    iou: float | None = scores.get("regular")
    return iou


def _ratio(total: float, count: int) -> float | None:
    return total / count if count else None


def _made_in(project: Project, each: Round) -> list[ColumnElement[bool]]:
    """Kept masks that were made in a round."""
    chosen = [
        Mask.project_id == project.id,
        Mask.state == KEPT,
        Mask.created_ms >= each.started_ms,
    ]
    return chosen if each.ended_ms is None else [*chosen, Mask.created_ms < each.ended_ms]


def _finished_in(project: Project, each: Round) -> list[ColumnElement[bool]]:
    """Tasks that label an image and ended in a round."""
    chosen = [
        Task.project_id == project.id,
        Task.state == DONE,
        or_(and_(Task.kind == ANNOTATE, Task.number == FIRST), Task.kind == AUTOMATIC_TASK),
        Task.ended_ms >= each.started_ms,
    ]
    return chosen if each.ended_ms is None else [*chosen, Task.ended_ms < each.ended_ms]


def _finished(session: Session, project: Project, each: Round) -> Mapping[str, int]:
    rows = session.execute(
        select(Task.stage, func.count(Task.image_id.distinct()))
        .where(*_finished_in(project, each))
        .group_by(Task.stage)
    )
    return dict(rows.all())


def _on_finished(session: Session, project: Project, each: Round) -> Mapping[str, int]:
    """Count the masks on the finished images, also those of earlier rounds."""
    done = select(Task.stage, Task.image_id).where(*_finished_in(project, each)).distinct()
    finished = done.subquery()
    chosen = select(finished.c.stage, func.count()).join(Mask, Mask.image_id == finished.c.image_id)
    chosen = chosen.where(Mask.state == KEPT)
    if each.ended_ms is not None:
        chosen = chosen.where(Mask.created_ms < each.ended_ms)
    return dict(session.execute(chosen.group_by(finished.c.stage)).all())


def _made(
    session: Session, project: Project, each: Round
) -> tuple[Mapping[str, _Drawn], Mapping[str, int]]:
    """Add up what was made in each stage: by people, and otherwise. An index has all of it."""
    rows = session.execute(
        select(Mask.origin, Mask.stage, func.count(), func.sum(Mask.seconds), func.sum(Mask.clicks))
        .where(*_made_in(project, each))
        .group_by(Mask.origin, Mask.stage)
    )
    drawn, filled_in = dict[str, _Drawn](), Counter[str]()
    for origin, stage, count, seconds, clicks in rows:
        if origin == PERSON:
            drawn[stage] = _Drawn(count, float(seconds), int(clicks))
        else:
            filled_in[stage] += count
    return drawn, filled_in
