"""What `anymask evaluate fairness` does: measure, divide into groups, write the RAI report."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from anymask import __version__
from anymask.cli.evaluate.measured import Measured, measure
from anymask.cli.evaluate.request import Request
from anymask.cli.evaluate.run import sum_up, write_all
from anymask.data.dataset import MaskDataset
from anymask.errors import ConfigurationError
from anymask.evaluation.fairness.attribute_files import read_attributes
from anymask.evaluation.fairness.attributes import AttributeTable
from anymask.evaluation.fairness.markdown import to_markdown
from anymask.evaluation.fairness.notes import note_on_missing, notes_on
from anymask.evaluation.fairness.picture import draw_groups
from anymask.evaluation.fairness.report import (
    FILE_NAME,
    FairnessReport,
    choose_attributes,
    compare_method,
    origins,
)
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.fairness.task import FairnessTask
from anymask.evaluation.points.protocol import after
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.report import Report
from anymask.storage.files import write_json, write_text
from anymask.storage.images import save_png

CLICKS = (1, 3)
"""The published numbers of clicks."""

MARKDOWN_NAME = "fairness.md"


def report_fairness(
    request: Request, tables: Sequence[Path], by: Sequence[str], level: float, folder: Path | None
) -> tuple[FairnessReport, Report]:
    """Measure all methods, and compare the groups that attributes make.

    Args:
        request: which methods, on what.
        tables: what is known beside the annotations.
        by: attributes to compare; none: all that are told.
        level: of the intervals.
        folder: where rows and the report of sets are kept.

    Returns:
        The RAI report, and the report of sets that every task gives, for gates and comparisons.

    Raises:
        ConfigurationError: no object has an attribute, or not the one asked for; or a table names
            images by names that fit several.
    """
    task = FairnessTask(PointsTask(columns=CLICKS), tuple(read_attributes(path) for path in tables))
    if task.tables:
        _check_names(task.tables, request)
    measured = measure(task, request, folder)
    by_set = sum_up(task, request, measured)
    rows = next(iter(measured.rows.values()))
    attributes = choose_attributes(rows, by)
    headings = {name: told.heading for name, told in task.measures().items()}
    compared = [after(count) for count in CLICKS]
    regions, incomes = origins(rows)
    report = FairnessReport(
        anymask=__version__,
        settings=measured.settings,
        headings={name: headings[name] for name in compared},
        level=level,
        methods=tuple(
            compare_method(name, each, compared, attributes, level)
            for name, each in measured.rows.items()
        ),
        regions=regions,
        incomes=incomes,
        notes=(
            *_notes_on_tables(task.tables, measured),
            *notes_on(rows, attributes),
            *measured.notes,
        ),
    )
    if folder is not None:
        write_all(by_set, folder)
    return report, by_set


def write_fairness(report: FairnessReport, folder: Path) -> None:
    """Write fairness.json, fairness.md and a picture per method."""
    pictures = []
    for number, method in enumerate(report.methods):
        drawn = draw_groups(method, report.headings, report.level)
        if drawn is not None:
            name = f"fairness-{number + 1}.png"
            save_png(folder / name, drawn)
            pictures.append(name)
    write_text(folder / MARKDOWN_NAME, to_markdown(report, pictures))
    write_json(folder / FILE_NAME, report.to_dict())


def _check_names(tables: Sequence[AttributeTable], request: Request) -> None:
    """Refuse tables that do not say which of several images they are about."""
    images = _images(dataset for _, dataset in request.open())
    for table in tables:
        unclear = table.ambiguous(images)
        if unclear:
            raise ConfigurationError(
                f"{table.name} names '{unclear[0]}', which fits several images of the sets; "
                "name images with their folders, or give one set at a time"
            )


def _images(sets: Iterable[MaskDataset]) -> list[str]:
    return [dataset.name(index) for dataset in sets for index in range(len(dataset))]


def _notes_on_tables(
    tables: Sequence[AttributeTable], measured: Measured[FairnessRow]
) -> list[str]:
    """Name images of the tables that are in none of the sets."""
    images = _images(measured.sets.values())
    missing = [(table.name, table.missing(images)) for table in tables]
    return [note_on_missing(name, found) for name, found in missing if found]
