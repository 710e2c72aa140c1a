"""The RAI report as Markdown: a table of groups, one of gaps, and two of origins."""

from collections.abc import Sequence

from anymask.evaluation.fairness.groups import Gap, Group
from anymask.evaluation.fairness.origins import Origin
from anymask.evaluation.fairness.report import Comparison, FairnessReport, MethodFairness
from anymask.evaluation.table import NOTHING, draw_table

CLEAR = "*"
"""Marks a gap whose interval excludes zero."""


def to_markdown(report: FairnessReport, pictures: Sequence[str] = ()) -> str:
    """Write fairness.md.

    Args:
        report: what was found.
        pictures: files of charts beside the report, one for each method or none.
    """
    settings = ", ".join(f"{name} {value}" for name, value in report.settings.items())
    parts = ["# anymask evaluate fairness", f"anymask {report.anymask}; {settings}."]
    for method in report.methods:
        parts += [f"## {method.name}", groups_table(method, report)]
        gaps = gaps_table(method, report)
        if gaps:
            parts += [gaps, _explain(method, report.level)]
    parts += [f"![groups and their intervals]({picture})" for picture in pictures]
    for title, lines in (("region", report.regions), ("income group", report.incomes)):
        if lines:
            parts += [f"## Images by {title}", origins_table(title, lines)]
    if report.notes:
        parts += ["## What could not be used", "\n".join(f"- {note}" for note in report.notes)]
    return "\n\n".join(parts) + "\n"


def groups_table(method: MethodFairness, report: FairnessReport) -> str:
    """Write one line per group and attribute, and a column per measure."""
    by_attribute = _by_attribute(method.comparisons)
    measures = list(dict.fromkeys(each.measure for each in method.comparisons))
    rows = []
    for attribute, comparisons in by_attribute.items():
        for group in comparisons[0].groups:
            cells = [_mean_cell(group.value, each, report.level) for each in comparisons]
            counts = [str(len(set(group.images))), str(len(group.scores))]
            rows.append([f"{attribute}: {group.value}", *counts, *cells])
    return draw_table(["group", "images", "objects", *(report.headings[m] for m in measures)], rows)


def gaps_table(method: MethodFairness, report: FairnessReport) -> str:
    """Write one line per pair of groups; nothing if there is no pair."""
    measures = list(dict.fromkeys(each.measure for each in method.comparisons))
    rows = []
    for attribute, comparisons in _by_attribute(method.comparisons).items():
        for place, gap in enumerate(comparisons[0].gaps):
            cells = [_gap_cell(each.gaps[place]) for each in comparisons]
            rows.append([f"{attribute}: {gap.a} - {gap.b}", *cells])
    header = ["difference", *(report.headings[measure] for measure in measures)]
    return draw_table(header, rows) if rows else ""


def origins_table(title: str, lines: Sequence[Origin]) -> str:
    """Write one line per region or income group."""
    rows = [
        [each.name, str(each.countries), str(each.images), str(each.masks), f"{each.share:.1%}"]
        for each in lines
    ]
    return draw_table([title, "countries", "images", "masks", "share of images"], rows)


def _by_attribute(comparisons: Sequence[Comparison]) -> dict[str, list[Comparison]]:
    sorted_out: dict[str, list[Comparison]] = {}
    for each in comparisons:
        sorted_out.setdefault(each.attribute, []).append(each)
    return sorted_out


def _mean_cell(value: str, comparison: Comparison, level: float) -> str:
    group: Group = next(each for each in comparison.groups if each.value == value)
    interval = group.interval(level)
    reach = "" if interval is None else f" ±{interval[1] - group.mean:.3f}"
    return f"{group.mean:.3f}{reach}"


def _gap_cell(gap: Gap | None) -> str:
    if gap is None:
        return NOTHING
    low, high = gap.difference.interval
    mark = f" {CLEAR}" if gap.difference.is_clear else ""
    return f"{gap.difference.value:+.3f} [{low:+.3f}, {high:+.3f}]{mark}"


def _explain(method: MethodFairness, level: float) -> str:
    """Say what the marks mean, and how many chance alone would set."""
    gaps = [gap for each in method.comparisons for gap in each.gaps]
    marked = sum(gap.difference.is_clear for gap in gaps)
    return (
        f"Intervals of {level:.0%} in brackets; {CLEAR} marks those that exclude zero: {marked} of "
        f"{len(gaps)}. Where no groups differ, {(1 - level) * len(gaps):.1f} are to be expected."
    )
