"""The rows of all methods on all sets: what every task of `anymask evaluate` begins with.

`run.py` sums rows up as a table of sets; the RAI report and rating pages look at single objects.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from anymask import __version__
from anymask.cli.console import say
from anymask.cli.evaluate.request import Request
from anymask.data.dataset import MaskDataset
from anymask.evaluation.methods import Method
from anymask.evaluation.report import Failure
from anymask.evaluation.rows import RowFile, RowLog, RowT
from anymask.evaluation.task import Task
from anymask.evaluation.walk import Follow, walk
from anymask.storage.progress import track


@dataclass(frozen=True)
class Measured(Generic[RowT]):
    """What the methods answered.

    Attributes:
        sets: name -> data set, in the order given.
        rows: method -> its images.
        settings: everything but methods and data that changes the rows; JSON values.
        failures: images that could not be read.
    """

    sets: dict[str, MaskDataset]
    rows: dict[str, tuple[RowT, ...]]
    settings: dict[str, object]
    failures: tuple[Failure, ...]

    @property
    def beside(self) -> tuple[str, ...]:
        """Sentences on what the data hold that is not used."""
        sets = self.sets.items()
        return tuple(f"{path}: {each}" for path, dataset in sets for each in dataset.left_out)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what the data hold that is not used, and what could not be read."""
        failed = [f"{each.data}, {each.image}: {each.reason}" for each in self.failures]
        return (*self.beside, *(f"not read: {each}" for each in failed))


def measure(task: Task[RowT], request: Request, folder: Path | None) -> Measured[RowT]:
    """Ask all methods about all sets, and go on where an earlier run was stopped.

    Args:
        task: what to ask.
        request: whom, and about what.
        folder: where rows are kept; None: nowhere.
    """
    settings = {**request.settings(), **task.settings()}
    header = {"task": task.name, "anymask": __version__} | settings
    sets, loaders = request.open(), request.methods()
    log = RowLog[RowT]() if folder is None else RowFile(folder, header, task.row_type)
    rows: dict[str, tuple[RowT, ...]] = {}
    failures: set[Failure] = set()
    for load in loaders:
        method = load()
        walks = [
            walk(path, dataset, method, task, request.sampling_of(path), log, _follow(method, path))
            for path, dataset in sets
        ]
        rows[method.name] = tuple(row for walked in walks for row in walked.rows)
        failures |= {failure for walked in walks for failure in walked.failures}
    ordered = tuple(sorted(failures, key=lambda each: (each.data, each.image)))
    for each in ordered:
        say(f"not read: {each.data}, {each.image}: {each.reason}")
    return Measured(dict(sets), rows, settings, ordered)


def _follow(method: Method, path: str) -> Follow:
    """Show progress, which a terminal gets as a bar."""
    return lambda order: track(order, f"{method.name}, {path}")
