"""Who is compared: the methods of several reports, gathered task by task.

Reports may come from different folders, days and settings. What can be compared is put side by
side; what makes a comparison unfair is said in a note, never hidden and never refused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from anymask.errors import ConfigurationError
from anymask.evaluation.report import Measure, MethodResult, Report, SetResult
from anymask.evaluation.report_file import FILE_NAME, read_report


@dataclass(frozen=True, eq=False)
class Contender:
    """One method of one report.

    Attributes:
        label: tells it from all others of its task.
        folder: of the report; its rows lie there too.
        report: as it was read.
        result: of this method.
    """

    label: str
    folder: Path
    report: Report
    result: MethodResult


@dataclass(frozen=True, eq=False)
class Section:
    """One task, and everybody who was measured in it.

    Attributes:
        task: its name.
        measures: of all its reports, in the order of columns.
        contenders: in the order of the reports.
    """

    task: str
    measures: Mapping[str, Measure]
    contenders: tuple[Contender, ...]

    @property
    def set_names(self) -> tuple[str, ...]:
        """All sets that any of them was measured on."""
        return _unique(each.name for one in self.contenders for each in one.result.sets)

    @property
    def shared_names(self) -> tuple[str, ...]:
        """The sets that all of them were measured on."""
        return tuple(
            name
            for name in self.set_names
            if all(find_set(one, name) is not None for one in self.contenders)
        )


def read_sections(paths: Sequence[Path]) -> tuple[Section, ...]:
    """Read reports and gather their methods task by task, in the order of the reports.

    Args:
        paths: of report.json files, or of the folders that hold them.

    Raises:
        ConfigurationError: a report is given twice.
        InputError, FormatError: a report is missing, or none.
    """
    files = [path / FILE_NAME if path.is_dir() else path for path in paths]
    twice = [file for file, times in Counter(map(Path.resolve, files)).items() if times > 1]
    if twice:
        raise ConfigurationError(f"{twice[0]} is given twice; give each report once")
    reports = [(file.parent, read_report(file)) for file in files]
    tasks = _unique(report.task for _, report in reports)
    return tuple(
        gather(task, [(folder, report) for folder, report in reports if report.task == task])
        for task in tasks
    )


def gather(task: str, reports: Sequence[tuple[Path, Report]]) -> Section:
    """Gather the methods of the reports of one task; those of one name are told apart by folder."""
    methods = [(folder, report, method) for folder, report in reports for method in report.methods]
    names = Counter(method.name for _, _, method in methods)
    taken: Counter[str] = Counter()
    contenders = []
    for folder, report, method in methods:
        label = method.name if names[method.name] == 1 else f"{method.name} ({folder})"
        taken[label] += 1
        numbered = label if taken[label] == 1 else f"{label} {taken[label]}"
        contenders.append(Contender(numbered, folder, report, method))
    measures = {name: each for _, report in reports for name, each in report.measures.items()}
    return Section(task, measures, tuple(contenders))


def find_set(contender: Contender, name: str) -> SetResult | None:
    """Return what a contender reached on a set, if it was measured there."""
    return next((each for each in contender.result.sets if each.name == name), None)


def shared_mean(contender: Contender, names: Sequence[str]) -> SetResult:
    """Average a contender over these sets only, so that all are averaged over the same."""
    sets = [each for each in contender.result.sets if each.name in names]
    return MethodResult(contender.label, tuple(sets)).mean


def shorten(label: str, most: int = 24) -> str:
    """Keep the end of a long label for legends and captions: paths differ there.

    >>> shorten("runs/2026/spring/tiny/checkpoints/step-3000")
    '…y/checkpoints/step-3000'
    """
    return label if len(label) <= most else "…" + label[1 - most :]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
