"""What the masks of a project can be told apart by, with how many there are of each.

One pass over an index of all masks; whoever shows it keeps it for a while.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.data.statistics import source_bins
from anymask.engine.database.masks import KEPT, Mask
from anymask.engine.database.tables import Account, MaskCount, Model, Project


@dataclass(frozen=True)
class Facet:
    """One value that masks have.

    Attributes:
        id: of the account or model; None: a word.
        name: of the value.
        count: kept masks, or for bins: images.
    """

    id: int | None
    name: str
    count: int


@dataclass(frozen=True)
class Facets:
    """The values by which images and masks can be chosen, the most frequent first.

    Attributes:
        images, masks: how many there are; masks count as long as they are kept.
        bins: images by their number of masks, in the bins of SA-1B, in order.
        stages, categories, accounts, models: masks by these.
    """

    images: int
    masks: int
    bins: tuple[Facet, ...]
    stages: tuple[Facet, ...]
    categories: tuple[Facet, ...]
    accounts: tuple[Facet, ...]
    models: tuple[Facet, ...]


def facets_of(session: Session, project: Project) -> Facets:
    """Count the images and masks of a project by what they can be chosen by."""
    keys = (Mask.stage, Mask.account_id, Mask.model_id, Mask.category)
    rows = session.execute(
        select(*keys, func.count())
        .where(Mask.project_id == project.id, Mask.state == KEPT)
        .group_by(*keys)
    )
    counts = [Counter[Any]() for _ in keys]
    for *values, count in rows:
        for value, counter in zip(values, counts, strict=True):
            counter[value] += count
    stages, accounts, models, categories = counts
    bins = _bins(session, project)
    return Facets(
        images=sum(each.count for each in bins),
        masks=sum(stages.values()),
        bins=bins,
        stages=_words(stages),
        categories=_words(categories),
        accounts=_rows(session, Account, accounts),
        models=_rows(session, Model, models),
    )


def _bins(session: Session, project: Project) -> tuple[Facet, ...]:
    rows = session.execute(
        select(MaskCount.masks, func.count())
        .where(MaskCount.project_id == project.id)
        .group_by(MaskCount.masks)
    ).all()
    found = []
    for name, (low, high) in source_bins().items():
        inside = (images for masks, images in rows if low <= masks < (high or masks + 1))
        found.append(Facet(None, name, sum(inside)))
    return tuple(found)


def _words(counter: Counter[Any]) -> tuple[Facet, ...]:
    return tuple(Facet(None, word, count) for word, count in counter.most_common() if word)


def _rows(
    session: Session, kind: type[Account] | type[Model], counter: Counter[Any]
) -> tuple[Facet, ...]:
    """Name the rows that were counted by their ids."""
    rows = session.execute(select(kind.id, kind.name).where(kind.id.in_(filter(None, counter))))
    names = dict(rows.all())
    return tuple(Facet(key, names[key], count) for key, count in counter.most_common() if key)
