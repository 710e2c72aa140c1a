"""The task "points": one click, one box, or several clicks on each labelled object.

Source: "Segment Anything", section 7.1: mean IoU per set, then the mean of sets.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anymask.evaluation.clicks import ClickProtocol, measures
from anymask.evaluation.methods import Method
from anymask.evaluation.object_rows import ObjectRow, by_set, summarise_set
from anymask.evaluation.picture import Picture
from anymask.evaluation.report import Curve, Measure, MethodResult, SetResult
from anymask.evaluation.task import Summary
from anymask.geometry import rle

CLICK_MEASURE = re.compile(r"clicks_(\d+)")
CHART, X_LABEL = "mean IoU", "clicks per object"


@dataclass(frozen=True)
class PointsTask:
    """Mean IoU of simulated clicks and boxes.

    Attributes:
        protocol: how objects are clicked on.
    """

    protocol: ClickProtocol = field(default_factory=ClickProtocol)
    name: str = "points"
    row_type: type[ObjectRow] = ObjectRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        return {"clicks": self.protocol.clicks}

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns."""
        return {name: Measure(heading) for name, heading in measures(self.protocol.clicks).items()}

    def score(self, method: Method, picture: Picture) -> ObjectRow:
        """Click on the objects of an image; it is not looked at unless something in it counts."""
        objects, scores = picture.objects, {}
        if objects.masks:
            found = self.protocol(method(picture.pixels), objects.masks)
            scores = {name: tuple(values.tolist()) for name, values in found.items()}
        return ObjectRow(
            key=picture.key,
            set_name=picture.sample.source,
            numbers=objects.numbers,
            areas=tuple(rle.area(mask) for mask in objects.masks),
            left_out=objects.left_out,
            scores=scores,
        )

    def summarise(self, rows: Sequence[ObjectRow]) -> Summary:
        """Average set by set, and draw IoU against clicks."""
        sets = tuple(summarise_set(name, members) for name, members in by_set(rows).items())
        mean = MethodResult("", sets).mean
        lines = [(each.name, each) for each in sets] if len(sets) > 1 else []
        curves = [
            Curve(CHART, X_LABEL, _click_points(result), name)
            for name, result in [*lines, ("", mean)]
        ]
        return Summary(sets, tuple(curve for curve in curves if len(curve.points) > 1))


def _click_points(result: SetResult) -> tuple[tuple[float, float], ...]:
    points = [(1.0, result.scores["regular"])] if "regular" in result.scores else []
    for measure, score in result.scores.items():
        if found := CLICK_MEASURE.fullmatch(measure):
            points.append((float(found[1]), score))
    return tuple(points)
