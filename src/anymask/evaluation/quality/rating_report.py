"""The results of a rating study: tables, a chart, and JSON."""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from jaxtyping import UInt8

from anymask.evaluation.chart import Chart, Series, draw_chart
from anymask.evaluation.quality.rating_summary import RatingSummary
from anymask.evaluation.quality.ratings import LOWEST
from anymask.evaluation.table import draw_table

JSON_NAME, MARKDOWN_NAME, PICTURE_NAME = "ratings.json", "ratings.md", "ratings.png"
FORMAT, VERSION = "anymask-rating-report", 1
SMALLEST_P = 1e-4


def to_dict(summary: RatingSummary, study: str, notes: Sequence[str]) -> dict[str, object]:
    """Describe the results in JSON values."""
    content = {"format": FORMAT, "version": VERSION, "study": study}
    return content | asdict(summary) | {"notes": list(notes)}


def to_markdown(summary: RatingSummary, study: str, notes: Sequence[str]) -> str:
    """Write ratings.md."""
    parts = [
        "# anymask evaluate quality ratings",
        f"Study {study}; {summary.raters} raters; {summary.level:.0%} intervals of "
        f"{summary.draws} bootstrap draws; p of the paired t-test.",
        methods_table(summary),
    ]
    if summary.pairs:
        parts.append(pairs_table(summary))
    parts += [agreement_sentence(summary), f"![share of masks by rating]({PICTURE_NAME})"]
    if notes:
        parts += ["## What could not be used", "\n".join(f"- {note}" for note in notes)]
    return "\n\n".join(parts) + "\n"


def methods_table(summary: RatingSummary) -> str:
    """Write one line per set and method."""
    rows = [
        [
            f"{each.set_name}: {each.method}",
            str(each.objects),
            f"{each.mean:.2f} {_range(each.interval)}",
            f"{each.iou:.3f}",
        ]
        for each in summary.methods
    ]
    return draw_table(["set: method", "objects", "mean rating", "mean IoU"], rows)


def pairs_table(summary: RatingSummary) -> str:
    """Write one line per set and pair of methods."""
    rows = [
        [
            f"{each.set_name}: {each.a} - {each.b}",
            str(each.objects),
            f"{each.difference:+.2f} {_range(each.interval)}",
            f"< {SMALLEST_P:.4f}" if each.p_value < SMALLEST_P else f"{each.p_value:.4f}",
        ]
        for each in summary.pairs
    ]
    return draw_table(["set: difference", "objects", "mean difference", "p"], rows)


def agreement_sentence(summary: RatingSummary) -> str:
    """Say how far raters are apart."""
    if summary.agreement.distance is None:
        return "No mask was rated by two people: how far raters are apart is not known."
    return (
        f"{summary.agreement.masks} masks were rated by two people or more; two ratings of the "
        f"same mask are {summary.agreement.distance:.2f} apart on average."
    )


def draw_ratings(summary: RatingSummary) -> UInt8[np.ndarray, "H W 3"]:
    """Draw how often each rating was given, a line per method."""
    ratings = range(LOWEST, LOWEST + len(next(iter(summary.shares.values()))))
    lines = tuple(
        Series(method, tuple(zip(map(float, ratings), shares, strict=True)))
        for method, shares in summary.shares.items()
    )
    ticks = tuple((float(rating), str(rating)) for rating in ratings)
    return draw_chart(Chart("share of masks", "rating", ticks, lines))


def _range(interval: tuple[float, float]) -> str:
    return f"[{interval[0]:.2f}, {interval[1]:.2f}]"
