"""What every task of `anymask evaluate` does: measure, report, compare."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import typer

from anymask import __version__
from anymask.cli.console import answer, answer_json, say
from anymask.cli.evaluate.measured import Measured, measure
from anymask.cli.evaluate.request import Request
from anymask.evaluation.compare.gate import Change, compare, losses
from anymask.evaluation.curves import FILE_NAME as CURVES_NAME
from anymask.evaluation.curves import draw_curves
from anymask.evaluation.report import MethodResult, Report
from anymask.evaluation.report_file import read_report, to_dict, write_report
from anymask.evaluation.rows import RowT
from anymask.evaluation.table import means_table, method_table, to_markdown
from anymask.evaluation.task import Task
from anymask.storage.files import write_text
from anymask.storage.images import save_png

MARKDOWN_NAME = "report.md"


@dataclass(frozen=True)
class Gate:
    """An earlier report, and how far a measure may fall below it."""

    against: Report
    tolerance: float

    def passes(self, report: Report) -> bool:
        """Say on stderr what became worse, and whether nothing did by more than allowed."""
        changes = compare(report, self.against)
        worse = losses(changes, self.tolerance)
        for change in worse:
            say(f"worse: {_describe(change)}")
        say(
            f"{len(worse)} of {len(changes)} measures fell by more than {self.tolerance:g}; "
            f"largest fall: {_describe(min(changes, key=lambda change: change.gain))}"
        )
        return not worse


@dataclass(frozen=True)
class Output:
    """Where the report goes.

    Attributes:
        folder: for rows, reports and pictures; None: nothing is kept.
        gate: an earlier report to compare with, or None.
        as_json: print the report as JSON instead of tables.
    """

    folder: Path | None
    gate: Gate | None
    as_json: bool

    @classmethod
    def of(cls, folder: Path | None, against: Path | None, tolerance: float, as_json: bool) -> Self:
        """Take the options of a command; the earlier report is read before it is overwritten."""
        gate = None if against is None else Gate(read_report(against), tolerance)
        return cls(folder, gate, as_json)


def run_task(task: Task[RowT], request: Request, output: Output) -> Report:
    """Measure all methods on all sets and report.

    Raises:
        Exit: with code 1, for images that cannot be read or a closed gate.
    """
    report = sum_up(task, request, measure(task, request, output.folder))
    if output.folder is not None:
        write_all(report, output.folder)
    conclude(report, output)
    return report


def sum_up(task: Task[RowT], request: Request, measured: Measured[RowT]) -> Report:
    """Make the report of what was measured."""
    summaries = {name: task.summarise(rows) for name, rows in measured.rows.items()}
    return Report(
        task=task.name,
        anymask=__version__,
        settings=measured.settings,
        measures=task.measures(),
        methods=tuple(
            MethodResult(name, each.sets, each.curves) for name, each in summaries.items()
        ),
        failures=measured.failures,
        notes=(*request.notes, *measured.beside),
    )


def write_all(report: Report, folder: Path) -> None:
    """Write report.json, report.md and the charts."""
    curves = draw_curves(report)
    if curves is not None:
        save_png(folder / CURVES_NAME, curves)
    write_text(folder / MARKDOWN_NAME, to_markdown(report, None if curves is None else CURVES_NAME))
    write_report(report, folder)


def conclude(report: Report, output: Output) -> None:
    """Print a report and ask the gate.

    Raises:
        Exit: with code 1, for images that cannot be read or a closed gate.
    """
    _print(report, output)
    passed = output.gate is None or output.gate.passes(report)
    if report.failures or not passed:
        raise typer.Exit(1)


def _print(report: Report, output: Output) -> None:
    for note in report.notes:
        say(note)
    if output.as_json:
        answer_json(to_dict(report))
        return
    for method in report.methods:
        answer(f"{method.name}\n{method_table(method, report.measures)}\n")
    if len(report.methods) > 1:
        answer(means_table(report.methods, report.measures))
    if output.folder is not None:
        say(f"report: {output.folder / MARKDOWN_NAME}")


def _describe(change: Change) -> str:
    return f"{change.set_name}, {change.measure}: {change.before:.3f} -> {change.after:.3f}"
