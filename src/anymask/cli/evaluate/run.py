"""What every task of `anymask evaluate` does: measure, report, compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import typer

from anymask import __version__
from anymask.cli.console import answer, answer_json, say
from anymask.cli.evaluate.request import Request
from anymask.data.dataset import MaskDataset
from anymask.evaluation.compare.gate import Change, compare, losses
from anymask.evaluation.curves import FILE_NAME as CURVES_NAME
from anymask.evaluation.curves import draw_curves
from anymask.evaluation.methods import Method
from anymask.evaluation.report import Failure, MethodResult, Report
from anymask.evaluation.report_file import read_report, to_dict, write_report
from anymask.evaluation.rows import RowFile, RowLog, RowT
from anymask.evaluation.table import means_table, method_table, to_markdown
from anymask.evaluation.task import Task
from anymask.evaluation.walk import Follow, walk
from anymask.storage.files import write_text
from anymask.storage.images import save_png
from anymask.storage.progress import track

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
    settings = {**request.settings(), **task.settings()}
    header = {"task": task.name, "anymask": __version__} | settings
    sets, loaders = request.open(), request.methods()
    log = RowLog[RowT]() if output.folder is None else RowFile(output.folder, header, task.row_type)
    measured = [_measure(load(), task, sets, request, log) for load in loaders]
    failures = {failure for _, found in measured for failure in found}
    report = Report(
        task=task.name,
        anymask=__version__,
        settings=settings,
        measures=task.measures(),
        methods=tuple(method for method, _ in measured),
        failures=tuple(sorted(failures, key=lambda each: (each.data, each.image))),
        notes=(
            *request.notes,
            *(note for path, dataset in sets for note in _notes(path, dataset)),
        ),
    )
    if output.folder is not None:
        write_all(report, output.folder)
    _print(report, output)
    passed = output.gate is None or output.gate.passes(report)
    if report.failures or not passed:
        raise typer.Exit(1)
    return report


def write_all(report: Report, folder: Path) -> None:
    """Write report.json, report.md and the charts."""
    curves = draw_curves(report)
    if curves is not None:
        save_png(folder / CURVES_NAME, curves)
    write_text(folder / MARKDOWN_NAME, to_markdown(report, None if curves is None else CURVES_NAME))
    write_report(report, folder)


def _measure(
    method: Method,
    task: Task[RowT],
    sets: Sequence[tuple[str, MaskDataset]],
    request: Request,
    log: RowLog[RowT],
) -> tuple[MethodResult, list[Failure]]:
    """Measure one method on all sets."""
    walks = [
        walk(path, dataset, method, task, request.sampling_of(path), log, _follow(method, path))
        for path, dataset in sets
    ]
    summary = task.summarise([row for walked in walks for row in walked.rows])
    failures = [failure for walked in walks for failure in walked.failures]
    return MethodResult(method.name, summary.sets, summary.curves), failures


def _follow(method: Method, path: str) -> Follow:
    """Show progress, which a terminal gets as a bar."""
    return lambda order: track(order, f"{method.name}, {path}")


def _notes(path: str, dataset: MaskDataset) -> list[str]:
    """Say what a data set holds that cannot be used."""
    return [f"{path}: {items}" for items in dataset.left_out]


def _print(report: Report, output: Output) -> None:
    for failure in report.failures:
        say(f"not read: {failure.data}, {failure.image}: {failure.reason}")
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
