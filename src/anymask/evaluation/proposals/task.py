"""The task "proposals": average recall of the masks that a method makes of an image, unasked.

Source: "Segment Anything", section 7.3: AR@1000 on LVIS, without categories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol, runtime_checkable

from anymask.errors import InputError
from anymask.evaluation.instances.frequency import FREQUENCIES
from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.proposals.options import ProposalOptions
from anymask.evaluation.proposals.recall import (
    AREAS,
    ObjectRecalls,
    RecallProtocol,
    measure_of,
)
from anymask.evaluation.proposals.row import ProposalRow, summarise_set
from anymask.evaluation.report import Curve, Measure, MethodResult, SetResult
from anymask.evaluation.rows import by_set
from anymask.evaluation.task import Summary
from anymask.geometry import rle
from anymask.inference.result import Masks

CHART, X_LABEL = "average recall", "proposals per image"


@runtime_checkable
class ProposesMasks(Protocol):
    """A view that finds objects without being asked for any."""

    def propose(self, options: ProposalOptions) -> Masks:
        """Make at most `max_proposals` masks, the best ranked first."""


@dataclass(frozen=True)
class ProposalsTask:
    """Average recall of proposals.

    Attributes:
        options: what methods are asked for.
        matching: the name of one of `MATCHINGS`.
        frequencies: for each data set, by its path, the letter of each category, by its id.
    """

    options: ProposalOptions = field(default_factory=ProposalOptions)
    matching: str = "score"
    frequencies: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    name: str = "proposals"
    row_type: type[ProposalRow] = ProposalRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        return asdict(self.options) | {"matching": self.matching}

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns; without LVIS none is by frequency."""
        by_frequency = FREQUENCIES.values() if any(self.frequencies.values()) else ()
        groups = {name: Measure(name) for name in (*AREAS, *by_frequency)}
        return {"all": Measure(f"AR@{self.options.max_proposals}")} | groups

    def score(self, method: Method, picture: Picture) -> ProposalRow:
        """Make proposals of an image; it is not looked at unless there is something to find."""
        objects, proposals, recalls = picture.objects, 0, {}
        if objects.masks:
            view = method(picture.pixels)
            if not isinstance(view, ProposesMasks):
                raise InputError(
                    f"{method.name} makes no proposals; measure a model, or a baseline that does: "
                    "segments or box-grid"
                )
            found = view.propose(self.options)
            proposals, recalls = len(found), dict(self._recalls(found, picture))
        return ProposalRow(
            key=picture.key,
            set_name=picture.sample.source,
            numbers=objects.numbers,
            areas=tuple(rle.area(mask) for mask in objects.masks),
            left_out=objects.left_out,
            proposals=proposals,
            recalls=recalls,
        )

    def summarise(self, rows: Sequence[ProposalRow]) -> Summary:
        """Average set by set, and draw recall against the number of proposals."""
        found = [summarise_set(name, members) for name, members in by_set(rows).items()]
        lines = [(each.name, each) for each in found] if len(found) > 1 else []
        mean = MethodResult("", tuple(found)).mean
        curves = [self._curve(name, result) for name, result in [*lines, ("", mean)]]
        return Summary(tuple(self._without_curve(each) for each in found), tuple(curves))

    def _recalls(self, found: Masks, picture: Picture) -> ObjectRecalls:
        protocol = RecallProtocol(self.options.max_proposals, self.matching)
        return protocol.score(found.rle(), picture.objects.masks, self._letters(picture))

    def _letters(self, picture: Picture) -> list[str | None]:
        """List how frequent the category of each object is, where the set tells."""
        numbers = picture.objects.numbers
        letters = self.frequencies.get(picture.key.data)
        if not letters:
            return [None] * len(numbers)
        annotations = picture.dataset.annotations(picture.index)
        return [letters.get(annotations[number].get("category_id", -1)) for number in numbers]

    def _curve(self, name: str, result: SetResult) -> Curve:
        most = self.options.max_proposals
        points = [
            (float(budget), result.scores[measure_of(budget, most)])
            for budget in RecallProtocol(most).budgets()
        ]
        return Curve(CHART, X_LABEL, ((0.0, 0.0), *points), name)

    def _without_curve(self, result: SetResult) -> SetResult:
        """Keep the columns of the table; what the curve shows needs no column."""
        columns = self.measures()
        kept = {name: score for name, score in result.scores.items() if name in columns}
        return replace(result, scores=kept)
