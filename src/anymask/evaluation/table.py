"""Reports as tables that read well in a terminal and are Markdown as well."""

from collections.abc import Mapping, Sequence

from anymask.evaluation.report import MEAN_NAME, Measure, MethodResult, Report, SetResult

NOTHING = "-"
"""Stands where a method takes no such prompt."""


def draw_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table with aligned columns, text to the left and numbers to the right.

    >>> print(draw_table(["set", "IoU"], [["cats", "0.512"]]))
    | set  |   IoU |
    |------|------:|
    | cats | 0.512 |
    """
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    rule = ["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]
    return "\n".join(
        [_line(header, widths), "|" + "|".join(rule) + "|"] + [_line(row, widths) for row in rows]
    )


def method_table(method: MethodResult, measures: Mapping[str, Measure]) -> str:
    """Write one line per set and, if there are several, their mean."""
    results = [*method.sets, method.mean] if len(method.sets) > 1 else list(method.sets)
    rows = [
        [each.name, str(each.images), str(each.objects), *_scores(each, measures)]
        for each in results
    ]
    return draw_table(["set", "images", "objects", *_headings(measures)], rows)


def means_table(methods: Sequence[MethodResult], measures: Mapping[str, Measure]) -> str:
    """Write one line per method: its mean of sets."""
    rows = [[method.name, *_scores(method.mean, measures)] for method in methods]
    return draw_table([MEAN_NAME, *_headings(measures)], rows)


def to_markdown(report: Report, picture: str | None = None) -> str:
    """Write report.md.

    Args:
        report: what was measured.
        picture: the file of the curves, beside the report.
    """
    settings = ", ".join(f"{name} {value}" for name, value in report.settings.items())
    parts = [f"# anymask evaluate {report.task}", f"anymask {report.anymask}; {settings}."]
    if len(report.methods) > 1:
        parts.append(means_table(report.methods, report.measures))
    for method in report.methods:
        parts += [f"## {method.name}", method_table(method, report.measures), _left_out(method)]
    if picture is not None:
        parts.append(f"![curves]({picture})")
    if report.notes:
        parts += ["## What the data hold beside", "\n".join(f"- {note}" for note in report.notes)]
    if report.failures:
        parts.append("## Images that could not be read")
        parts.append(
            "\n".join(f"- {each.data}, {each.image}: {each.reason}" for each in report.failures)
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def _headings(measures: Mapping[str, Measure]) -> list[str]:
    return [measure.heading for measure in measures.values()]


def _scores(result: SetResult, measures: Mapping[str, Measure]) -> list[str]:
    """Write each score, and how far its confidence interval reaches where it has one."""
    return [
        f"{result.scores[name]:.3f}{_reach(result, name)}" if name in result.scores else NOTHING
        for name in measures
    ]


def _reach(result: SetResult, name: str) -> str:
    if name not in result.intervals:
        return ""
    low, high = result.intervals[name]
    return f" ±{(high - low) / 2:.3f}"


def _left_out(method: MethodResult) -> str:
    """Say which objects were not scored, in words; nothing if all were."""
    reasons = method.mean.left_out
    named = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
    return f"Objects left out: {named}." if named else ""


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    aligned = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "| " + " | ".join(aligned) + " |"
