"""Where images come from: how many countries, images and masks each region and income group has.

The form is that of table 1 of "Segment Anything".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anymask.evaluation.fairness.countries import INCOMES, REGIONS
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.fairness.task import COUNTRY, INCOME, REGION

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Origin:
    """A region or an income group.

    Attributes:
        name: of it.
        countries: different ones that images come from.
        images: that come from there.
        masks: in them that were scored.
        share: of all images, from 0 to 1.
    """

    name: str
    countries: int
    images: int
    masks: int
    share: float


def count_origins(rows: Sequence[FairnessRow], kind: str) -> tuple[Origin, ...]:
    """Count images by region or by income group.

    Args:
        rows: of one method.
        kind: "region" or "income".

    Returns:
        A line for each region or group of the published table, further names that tables give,
        and "unknown" for the images that have none; nothing if no image has one.
    """
    order = {REGION: REGIONS, INCOME: INCOMES}[kind]
    names = [row.of_image.get(kind, UNKNOWN) for row in rows]
    if set(names) <= {UNKNOWN}:
        return ()
    further = sorted(set(names) - {*order, UNKNOWN})
    unknown = [UNKNOWN] if UNKNOWN in names else []
    return tuple(
        _count([row for row, its in zip(rows, names, strict=True) if its == name], name, len(rows))
        for name in (*order, *further, *unknown)
    )


def _count(rows: Sequence[FairnessRow], name: str, total: int) -> Origin:
    countries = {row.of_image[COUNTRY] for row in rows if COUNTRY in row.of_image}
    return Origin(
        name=name,
        countries=len(countries),
        images=len(rows),
        masks=sum(row.objects for row in rows),
        share=len(rows) / total,
    )
