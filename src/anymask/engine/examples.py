"""A few labelled images of a project, to be shown: the newest ones of each stage."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.data.compact import CompactSample
from anymask.engine.database.masks import KEPT, Mask
from anymask.engine.database.tables import Image, Project
from anymask.engine.images import image_key
from anymask.engine.project import Engine
from anymask.engine.records import kept_masks, to_record
from anymask.engine.stages import STAGES


def examples_of(engine: Engine, project: Project, of_each: int) -> list[CompactSample]:
    """Return images with their kept masks, stage by stage, those labelled last first.

    Args:
        engine, project: whose images.
        of_each: images of each stage at most; an image is shown once.
    """
    with engine.database.reading() as session:
        chosen: dict[int, str] = {}
        for stage in STAGES:
            for image_id in _newest(session, project, stage, of_each):
                chosen.setdefault(image_id, stage)
        return [
            _sample(engine, session, session.get_one(Image, image_id), stage)
            for image_id, stage in chosen.items()
        ]


def _newest(session: Session, project: Project, stage: str, count: int) -> Sequence[int]:
    last = func.max(Mask.created_ms)
    return session.scalars(
        select(Mask.image_id)
        .where(Mask.project_id == project.id, Mask.state == KEPT, Mask.stage == stage)
        .group_by(Mask.image_id)
        .order_by(last.desc(), Mask.image_id)
        .limit(count)
    ).all()


def _sample(engine: Engine, session: Session, image: Image, stage: str) -> CompactSample:
    masks = tuple(to_record(mask, image).rle for mask in kept_masks(session, image))
    content = engine.store.get(image_key(image.sha256))
    return CompactSample(content, masks, (image.height, image.width), stage, image.name)
