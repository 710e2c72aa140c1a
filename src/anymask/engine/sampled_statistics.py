"""The numbers of a project's masks for a page: sizes, concavities and places, of a sample.

A release measures every mask. A page shall not wait for that, so shapes are measured on images
spread evenly over the project; how many masks images have is counted on all of them.
"""

from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.data.statistics import SetStatistics, Tally
from anymask.engine.database.tables import Image, MaskCount, Project
from anymask.engine.records import image_record

MOST_MASKS = 2_000
"""Masks whose shape is measured; a concavity takes some tenths of a millisecond."""


@dataclass(frozen=True)
class SampledStatistics:
    """The numbers of a project.

    Attributes:
        numbers: images, masks and masks per image of all images; the rest of the sample.
        sampled_images, sampled_masks: how many the rest was measured on.
    """

    numbers: SetStatistics
    sampled_images: int
    sampled_masks: int


def sampled_statistics(
    session: Session, project: Project, most_masks: int = MOST_MASKS
) -> SampledStatistics:
    """Measure a project.

    Args:
        session: that reads.
        project: whose kept masks.
        most_masks: to measure, but those of one image at least.
    """
    rows = session.execute(
        select(MaskCount.masks, func.count())
        .where(MaskCount.project_id == project.id)
        .group_by(MaskCount.masks)
    )
    images_with = dict(rows.all())
    masks = sum(number * count for number, count in images_with.items())
    chosen = _spread(session, project, masks, most_masks)
    tally = Tally()
    for image_id in chosen:
        tally.add(image_record(session, session.get_one(Image, image_id)), project.name)
    per_image = [images_with.get(number, 0) for number in range(max(images_with, default=-1) + 1)]
    numbers = replace(
        tally.result(),
        images=sum(per_image),
        masks=masks,
        images_without_masks=images_with.get(0, 0),
        masks_per_image=per_image,
    )
    return SampledStatistics(numbers, len(chosen), len(tally.sizes))


def _spread(session: Session, project: Project, masks: int, most_masks: int) -> list[int]:
    """Choose images that have masks, evenly over all of them, the first one first."""
    with_masks = select(MaskCount.image_id).where(
        MaskCount.project_id == project.id, MaskCount.masks > 0
    )
    ids = session.scalars(with_masks.order_by(MaskCount.image_id)).all()
    step = max(1, -(-masks // most_masks))
    return list(ids[::step])
