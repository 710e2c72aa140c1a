"""A comparison: for each task what is unfair, the numbers, the charts, and the cases.

`anymask evaluate compare` makes it; the page and the JSON answer say what it holds.
"""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PIL import Image

from anymask.evaluation.chart import Chart, draw_chart
from anymask.evaluation.compare.cards import Gallery, make_galleries
from anymask.evaluation.compare.contenders import Section, read_sections, shorten
from anymask.evaluation.compare.examples import read_examples, tell_gaps
from anymask.evaluation.compare.notes import write_notes
from anymask.evaluation.compare.originals import Originals
from anymask.evaluation.compare.paired import Pair, compare_pairs
from anymask.evaluation.compare.tables import Block, make_blocks
from anymask.evaluation.curves import task_charts

FORMAT = "anymask-comparison"
VERSION = 1


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart as a picture.

    Attributes:
        title: what the values are.
        png: the picture.
    """

    title: str
    png: bytes


@dataclass(frozen=True, eq=False)
class Compared:
    """One task, compared.

    Attributes:
        section: who takes part.
        notes: what a reader must know first, and which pictures are missing.
        blocks: the numbers.
        pairs: differences on the same objects.
        figures: charts over clicks, thresholds or proposals.
        galleries: cases to look at.
    """

    section: Section
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
    pairs: tuple[Pair, ...]
    figures: tuple[Figure, ...]
    galleries: tuple[Gallery, ...]


def compare_reports(paths: Sequence[Path], cases: int) -> tuple[Compared, ...]:
    """Compare reports task by task.

    Args:
        paths: of report.json files or their folders.
        cases: at most so many cards in a gallery; 0 opens no data.

    Raises:
        ConfigurationError: a report is given twice.
        InputError, FormatError: a report is missing or damaged.
    """
    return tuple(_compare(section, cases) for section in read_sections(paths))


def to_dict(comparison: Sequence[Compared]) -> dict[str, object]:
    """Describe the numbers of a comparison in JSON values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "tasks": [
            {
                "task": each.section.task,
                "measures": {name: asdict(m) for name, m in each.section.measures.items()},
                "methods": [
                    {"label": one.label, "folder": str(one.folder), "name": one.result.name}
                    for one in each.section.contenders
                ],
                "notes": list(each.notes),
                "sets": [
                    {
                        "name": block.name,
                        "results": {label: asdict(result) for label, result in block.lines},
                    }
                    for block in each.blocks
                ],
                "differences": [asdict(pair) for pair in each.pairs],
            }
            for each in comparison
        ],
    }


def _compare(section: Section, cases: int) -> Compared:
    originals = Originals()
    parts = read_examples(section)
    galleries: list[Gallery] = []
    gaps: list[str] = []
    if cases:
        galleries += [g for part in parts for g in make_galleries(part, cases, originals)]
        gaps += tell_gaps(section, parts)
    return Compared(
        section=section,
        notes=(*write_notes(section), *gaps, *originals.missing),
        blocks=make_blocks(section),
        pairs=tuple(pair for part in parts for pair in compare_pairs(part, section.measures)),
        figures=tuple(_draw(chart) for chart in _charts(section)),
        galleries=tuple(galleries),
    )


def _charts(section: Section) -> list[Chart]:
    """Chart the curves of all contenders together, each under its label."""
    named = [replace(one.result, name=shorten(one.label)) for one in section.contenders]
    return task_charts(named)


def _draw(chart: Chart) -> Figure:
    stream = io.BytesIO()
    Image.fromarray(draw_chart(chart)).save(stream, "PNG", optimize=True)
    return Figure(f"{chart.title} against {chart.axis}", stream.getvalue())
