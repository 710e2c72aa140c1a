"""What `anymask evaluate clicks` does once its options are understood: measure, report, compare."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import typer

from anymask import __version__
from anymask.cli.console import answer, answer_json, say
from anymask.cli.loading import ModelChoice
from anymask.cli.options import PrecisionName
from anymask.data.dataset import MaskDataset
from anymask.data.open import open_dataset
from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.catalog import find_baseline
from anymask.evaluation.checkpoints import expand
from anymask.evaluation.clicks import ClickProtocol, measures
from anymask.evaluation.compare import Change, compare, losses
from anymask.evaluation.curves import FILE_NAME as CURVES_NAME
from anymask.evaluation.curves import draw_curves
from anymask.evaluation.methods import Method, ModelMethod
from anymask.evaluation.report import MethodResult, Report, read_report, summarise
from anymask.evaluation.rows import RowFile, RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.table import means_table, method_table, to_markdown
from anymask.evaluation.walk import Failure, Follow, walk
from anymask.storage.files import write_text
from anymask.storage.images import save_png
from anymask.storage.progress import track

TASK = "clicks"
ALL = "all"
"""The split that takes every image."""

MARKDOWN_NAME = "report.md"


@dataclass(frozen=True)
class Request:
    """What to measure, on what."""

    data: Sequence[Path]
    split: str
    clicks: int
    sampling: Sampling
    models: Sequence[str]
    baselines: Sequence[str]
    device: str | None
    precision: PrecisionName

    def settings(self) -> dict[str, object]:
        """Everything but methods and data that changes the scores, in JSON values."""
        return {
            "split": self.split,
            "clicks": self.clicks,
            "precision": self.precision,
            **asdict(self.sampling),
        }

    def open(self) -> list[tuple[str, MaskDataset]]:
        """Open all sets.

        Raises:
            ConfigurationError: two sets would be one line of a table.
        """
        split = None if self.split == ALL else self.split
        opened: list[tuple[str, MaskDataset]] = []
        owners: dict[str, Path] = {}
        for path in self.data:
            dataset = open_dataset(path, split=split)
            for name in {dataset.source(index) for index in range(len(dataset))}:
                if name in owners:
                    raise ConfigurationError(
                        f"{owners[name]} and {path} both hold a set '{name}'; give each set once, "
                        "and folders of their own names"
                    )
                owners[name] = path
            opened.append((str(path), dataset))
        return opened

    def methods(self) -> list[Callable[[], Method]]:
        """Check all methods, and return what loads each: models are in memory one at a time.

        Raises:
            ConfigurationError: a method does not exist, or is asked for twice.
            CheckpointError: weights that are not on disk.
        """
        models = [each for model in self.models for each in expand(model)]
        for names in (models, list(self.baselines)):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ConfigurationError(f"{min(twice)} is asked for twice; give each method once")
        for name in self.baselines:
            find_baseline(name)
        return [
            *(self._loader(model) for model in models),
            *(partial(find_baseline, name) for name in self.baselines),
        ]

    def _loader(self, model: str) -> Callable[[], Method]:
        choice = ModelChoice(model, self.device, self.precision, self.sampling.seed)
        stamp = ",".join(str(number) for number in choice.stamp())
        return lambda: ModelMethod(model, choice.load(), stamp)


@dataclass(frozen=True)
class Gate:
    """An earlier report, and how far a mean IoU may fall below it."""

    against: Report
    tolerance: float

    @classmethod
    def read(cls, path: Path, tolerance: float) -> "Gate":
        """Read the earlier report, before a new one may take its place."""
        return cls(read_report(path), tolerance)

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


def evaluate_clicks(request: Request, out: Path | None, gate: Gate | None, as_json: bool) -> None:
    """Measure all methods on all sets and report; exit code 1 for failures or a closed gate."""
    protocol = ClickProtocol(request.clicks)
    header = {"task": TASK, "anymask": __version__} | request.settings()
    sets, loaders = request.open(), request.methods()
    log = RowLog() if out is None else RowFile(out, header)
    methods: list[MethodResult] = []
    failures: set[Failure] = set()
    for load in loaders:
        method = load()
        walks = [
            walk(path, dataset, method, protocol, request.sampling, log, _follow(method, path))
            for path, dataset in sets
        ]
        failures |= {failure for walked in walks for failure in walked.failures}
        rows = [row for walked in walks for row in walked.rows]
        methods.append(MethodResult(method.name, summarise(rows)))
    report = Report(
        task=TASK,
        anymask=__version__,
        settings=request.settings(),
        headings=measures(request.clicks),
        methods=tuple(methods),
        failures=tuple(sorted(failures, key=lambda each: (each.data, each.image))),
    )
    _write(report, out)
    _print(report, out, as_json)
    passed = gate is None or gate.passes(report)
    if report.failures or not passed:
        raise typer.Exit(1)


def _follow(method: Method, path: str) -> Follow:
    """Show progress, which a terminal gets as a bar."""
    return lambda order: track(order, f"{method.name}, {path}")


def _write(report: Report, out: Path | None) -> None:
    if out is None:
        return
    curves = draw_curves(report)
    if curves is not None:
        save_png(out / CURVES_NAME, curves)
    write_text(out / MARKDOWN_NAME, to_markdown(report, None if curves is None else CURVES_NAME))
    report.write(out)


def _print(report: Report, out: Path | None, as_json: bool) -> None:
    for failure in report.failures:
        say(f"not read: {failure.data}, {failure.image}: {failure.reason}")
    if as_json:
        answer_json(report.to_dict())
        return
    for method in report.methods:
        answer(f"{method.name}\n{method_table(method, report.headings)}\n")
    if len(report.methods) > 1:
        answer(means_table(report.methods, report.headings))
    if out is not None:
        say(f"report: {out / MARKDOWN_NAME}")


def _describe(change: Change) -> str:
    return f"{change.set_name}, {change.measure}: {change.before:.3f} -> {change.after:.3f}"
