"""The gate of a release: which set has become worse than an earlier report says."""

from collections.abc import Mapping
from dataclasses import dataclass

from anymask.errors import InputError, did_you_mean
from anymask.evaluation.report import Measure, MethodResult, Report, SetResult

TOLERANCE = 0.02
"""A measure may fall by so much: less is within the noise of a training run."""


@dataclass(frozen=True)
class Change:
    """One measure of one set in two reports.

    Attributes:
        set_name: of the set, or "mean of sets".
        measure: its name.
        before, after: its values.
        told: what is known of the measure.
    """

    set_name: str
    measure: str
    before: float
    after: float
    told: Measure

    @property
    def gain(self) -> float:
        """How much better it has become, as a share of its span; negative where it is worse."""
        rise = (self.after - self.before) / self.told.span
        return rise if self.told.higher_is_better else -rise


def compare(report: Report, against: Report) -> tuple[Change, ...]:
    """Compare a method with an earlier report, set by set and measure by measure.

    The first method of the report is compared with the method of the same name in the earlier one
    or, if there is none, with its first. Sets and measures that only the new report has are left
    out; those that it lacks are refused, so that a gate cannot be passed by measuring less.

    Raises:
        InputError: another task, other settings or other objects, or a set or measure that is
            missing.
    """
    _require_same_settings(report, against)
    after = report.methods[0]
    before = _partner(after, against)
    sets = tuple(_find(earlier, after) for earlier in before.sets)
    # The mean of the earlier report's sets: sets that came later do not count.
    now = (*sets, MethodResult(after.name, sets).mean)
    return tuple(
        change
        for earlier, later in zip((*before.sets, before.mean), now, strict=True)
        for change in _changes(earlier, later, report.measures)
    )


def losses(changes: tuple[Change, ...], tolerance: float = TOLERANCE) -> tuple[Change, ...]:
    """Keep what became worse by more than the tolerance."""
    return tuple(change for change in changes if change.gain < -tolerance)


def _find(earlier: SetResult, method: MethodResult) -> SetResult:
    """Find the same set, with the same objects, in the new report."""
    known = {each.name: each for each in method.sets}
    if earlier.name not in known:
        raise InputError(
            f"the earlier report has a set '{earlier.name}' that was not measured now; "
            f"{did_you_mean(earlier.name, known)}"
        )
    later = known[earlier.name]
    if (later.images, later.objects) != (earlier.images, earlier.objects):
        raise InputError(
            f"set '{earlier.name}' had {earlier.objects} objects in {earlier.images} images and "
            f"now has {later.objects} in {later.images}; measure both on the same data"
        )
    return later


def _changes(earlier: SetResult, later: SetResult, measures: Mapping[str, Measure]) -> list[Change]:
    changes = []
    for measure, score in earlier.scores.items():
        if measure not in later.scores:
            raise InputError(
                f"the earlier report has the measure '{measure}', which was not measured now; "
                "ask for as many clicks, and for a method that takes the same prompts"
            )
        after, told = later.scores[measure], measures[measure]
        changes.append(Change(earlier.name, measure, score, after, told))
    return changes


def _partner(method: MethodResult, against: Report) -> MethodResult:
    same = [each for each in against.methods if each.name == method.name]
    return same[0] if same else against.methods[0]


def _require_same_settings(report: Report, against: Report) -> None:
    if report.task != against.task:
        raise InputError(f"the earlier report is of {against.task!r}, this one of {report.task!r}")
    for name, value in against.settings.items():
        if name != "clicks" and report.settings.get(name) != value:
            raise InputError(
                f"the earlier report was measured with {name} = {value}, this one with "
                f"{report.settings.get(name)}; measure with the same settings"
            )
