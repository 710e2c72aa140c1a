"""The task "fairness": points on objects of which more is known than their mask.

One click and three, as in "Segment Anything" (section 6 and appendix C); the report compares the
groups that attributes make.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anymask.evaluation.fairness.attributes import AttributeTable, Found, Values
from anymask.evaluation.fairness.box_match import BoxShare
from anymask.evaluation.fairness.countries import find_country
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.report import Measure
from anymask.evaluation.task import Summary
from anymask.geometry import rle

COUNTRY, REGION, INCOME = "country", "region", "income"
"""A country column of any table adds the two others, unless a table has them."""
CATEGORY = "category"


@dataclass(frozen=True)
class FairnessTask:
    """Points on objects, with what tables and annotations tell of each.

    Attributes:
        points: how objects are clicked on.
        tables: what is known beside the annotations.
    """

    points: PointsTask
    tables: tuple[AttributeTable, ...] = ()
    name: str = "fairness"
    row_type: type[FairnessRow] = FairnessRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        tables = [f"{table.name} {table.digest}" for table in self.tables]
        return {**self.points.settings(), "tables": tables}

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures of the points task."""
        return self.points.measures()

    def score(self, method: Method, picture: Picture) -> FairnessRow:
        """Click on the objects of an image, and look up what is known of them."""
        row = self.points.score(method, picture)
        annotations = picture.dataset.annotations(picture.index)
        known = self._look_up(picture, annotations)
        of_image = _join(found.of_image for found in known)
        return FairnessRow.of(
            row,
            of_image={**_origin(of_image), **of_image},
            of_objects=tuple(
                _join([_told(annotations[number]), *(each.of_objects[number] for each in known)])
                for number in row.numbers
            ),
            stray=sum(found.stray for found in known),
        )

    def summarise(self, rows: Sequence[FairnessRow]) -> Summary:
        """Sum up set by set, as the points task does."""
        return self.points.summarise(rows)

    def _look_up(
        self, picture: Picture, annotations: Sequence[Mapping[str, object]]
    ) -> list[Found]:
        boxes = [_box(picture, number) for number in range(len(annotations))]
        ids = [annotation.get("id") for annotation in annotations]
        return [table.find(picture.key.image, ids, boxes) for table in self.tables]


def _join(parts: Iterable[Values]) -> Values:
    """Put together what several sources tell; the last one has the last word."""
    return {name: value for part in parts for name, value in part.items()}


def _told(annotation: Mapping[str, object]) -> Values:
    """Read what an annotation tells: its category, and attributes as CVAT writes them."""
    values = {CATEGORY: annotation.get("category")}
    attributes = annotation.get("attributes")
    values |= attributes if isinstance(attributes, dict) else {}
    return {
        name: str(value).strip()
        for name, value in values.items()
        if isinstance(value, str | int | float) and str(value).strip()
    }


def _origin(values: Values) -> Values:
    """Find the region and the income group of an image that has a country."""
    country = find_country(values.get(COUNTRY, ""))
    if country is None:
        return {}
    income = {} if country.income is None else {INCOME: country.income}
    return {REGION: country.region, **income}


def _box(picture: Picture, number: int) -> BoxShare:
    """Return the box of a mask in shares of its image."""
    height, width = picture.sample.size
    x0, y0, x1, y1 = rle.box(picture.sample.masks[number])
    return x0 / width, y0 / height, x1 / width, y1 / height
