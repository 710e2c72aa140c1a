"""Find images by what is known of them and of their masks, as the explorer of a data set does.

Conditions on an image itself are answered by indexes, page by page. Conditions on masks are met by
images of which one mask meets all of them; the ids of such images are found at once, so that
whoever shows pages of them keeps the list for a while.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from anymask.data.statistics import source_bins
from anymask.engine.database.masks import KEPT, Mask
from anymask.engine.database.tables import Image, MaskCount, Project
from anymask.errors import ConfigurationError, did_you_mean

ORDERS = ("id", "newest", "masks")
"""Orders of images: as they came, the last first, or those with most masks first."""

ESCAPE = "\\"


@dataclass(frozen=True)
class Wanted:
    """Which images are looked for; None: whatever it is.

    Attributes:
        state: ready or faulty.
        name: a part of the name, in small or capital letters.
        bin: of masks per image, see `source_bins`.
        least_masks, most_masks: of the image.
        order: one of `ORDERS`.
        stage, category, account_id, model_id: of one of its masks.
        least_area, most_area: of that mask, as a share of the image.
        least_score: predicted IoU of that mask.
    """

    state: str | None = None
    name: str | None = None
    bin: str | None = None
    least_masks: int | None = None
    most_masks: int | None = None
    order: str = "id"
    stage: str | None = None
    category: str | None = None
    account_id: int | None = None
    model_id: int | None = None
    least_area: float | None = None
    most_area: float | None = None
    least_score: float | None = None

    def __post_init__(self) -> None:
        for value, known in ((self.bin, source_bins()), (self.order, ORDERS)):
            if value is not None and value not in known:
                raise ConfigurationError(f"there is no '{value}'; {did_you_mean(value, known)}")

    @property
    def asks_for_masks(self) -> bool:
        """Whether single masks are to be looked at."""
        return any(getattr(self, each.name) is not None for each in fields(self)[6:])


@dataclass(frozen=True)
class Found:
    """An image and how many masks of it are kept."""

    image: Image
    masks: int


def count_images(session: Session, project: Project, wanted: Wanted) -> int:
    """Count the images that are wanted."""
    chosen = select(func.count()).select_from(_chosen(project, wanted).subquery())
    return session.scalar(chosen) or 0


def page_of(
    session: Session, project: Project, wanted: Wanted, offset: int, limit: int
) -> list[Found]:
    """Return some of the images that are wanted, in their order."""
    chosen = _ordered(project, wanted).offset(offset).limit(limit)
    return images_of(session, list(session.scalars(chosen)))


def ids_of(session: Session, project: Project, wanted: Wanted) -> list[int]:
    """Return the ids of all images that are wanted, in their order."""
    return list(session.scalars(_ordered(project, wanted)))


def images_of(session: Session, ids: Sequence[int]) -> list[Found]:
    """Return images by their ids, in the order of these."""
    rows = session.execute(
        select(Image, MaskCount.masks)
        .join(MaskCount, MaskCount.image_id == Image.id)
        .where(Image.id.in_(ids))
    )
    found = {image.id: Found(image, masks) for image, masks in rows}
    return [found[each] for each in ids if each in found]


def _ordered(project: Project, wanted: Wanted) -> Select[int]:
    chosen = _chosen(project, wanted)
    (key,) = chosen.selected_columns
    if wanted.order == "masks":
        return chosen.order_by(MaskCount.masks.desc(), key.desc())
    return chosen.order_by(key.desc() if wanted.order == "newest" else key.asc())


def _chosen(project: Project, wanted: Wanted) -> Select[int]:
    """Choose the ids of images, from as few tables as it takes: then an index has all of it."""
    least, most = _bounds(wanted)
    by_count = bool(least) or most is not None or wanted.order == "masks"
    by_image = wanted.state is not None or bool(wanted.name)
    if by_count:
        key = MaskCount.image_id
        chosen = select(key).where(MaskCount.project_id == project.id)
        if by_image:
            chosen = chosen.join(Image, Image.id == key)
    else:
        key = Image.id
        chosen = select(key).where(Image.project_id == project.id)
    if least:
        chosen = chosen.where(MaskCount.masks >= least)
    if most is not None:
        chosen = chosen.where(MaskCount.masks <= most)
    if wanted.state is not None:
        chosen = chosen.where(Image.state == wanted.state)
    if wanted.name:
        chosen = chosen.where(Image.name.ilike(f"%{_literal(wanted.name)}%", escape=ESCAPE))
    if wanted.asks_for_masks:
        chosen = chosen.where(key.in_(_with_masks(project, wanted)))
    return chosen


def _bounds(wanted: Wanted) -> tuple[int, int | None]:
    """Return the least and the greatest number of masks."""
    least, most = wanted.least_masks or 0, wanted.most_masks
    if wanted.bin is None:
        return least, most
    low, high = source_bins()[wanted.bin]
    if high is not None:
        most = high - 1 if most is None else min(most, high - 1)
    return max(low, least), most


def _with_masks(project: Project, wanted: Wanted) -> Select[int]:
    """Choose the images of which one mask meets all conditions on masks."""
    chosen = select(Mask.image_id).where(Mask.project_id == project.id, Mask.state == KEPT)
    for column, value in (
        (Mask.stage, wanted.stage),
        (Mask.category, wanted.category),
        (Mask.account_id, wanted.account_id),
        (Mask.model_id, wanted.model_id),
    ):
        if value is not None:
            chosen = chosen.where(column == value)
    if wanted.least_score is not None:
        chosen = chosen.where(Mask.predicted_iou >= wanted.least_score)
    if wanted.least_area is not None or wanted.most_area is not None:
        own = aliased(Image)
        pixels = own.width * own.height
        chosen = chosen.join(own, own.id == Mask.image_id)
        if wanted.least_area is not None:
            chosen = chosen.where(Mask.area >= wanted.least_area * pixels)
        if wanted.most_area is not None:
            chosen = chosen.where(Mask.area <= wanted.most_area * pixels)
    return chosen


def _literal(text: str) -> str:
    """Take the meaning from what LIKE gives one."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text
