"""Walk over the images of a set, ask a method, and keep a row for each.

Every task on labelled images is run here. Each image is decoded and looked at once; an image that
was measured before is not opened again; one that cannot be read is named and passed over.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.errors import InputError
from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.report import Failure
from anymask.evaluation.rows import RowKey, RowLog, RowT
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.task import Task

Follow = Callable[[Sequence[int]], Iterable[int]]
"""Passes the numbers of the images on, one after the other, and may show how far they have come."""


@dataclass(frozen=True)
class Walked(Generic[RowT]):
    """What a walk found."""

    rows: tuple[RowT, ...]
    failures: tuple[Failure, ...]


def walk(
    data: str,
    dataset: MaskDataset,
    method: Method,
    task: Task[RowT],
    sampling: Sampling,
    log: RowLog[RowT],
    follow: Follow = iter,
) -> Walked[RowT]:
    """Measure a method on a set of labelled images.

    Args:
        data: the name under which rows of this data set are kept; its path.
        dataset: the labelled images.
        method: what to measure.
        task: what to ask, and how to score it.
        sampling: which images and objects count.
        log: rows of earlier runs, and where new ones go.
        follow: e.g. a progress bar.

    Raises:
        InputError: no object of the set counts, or the method cannot be asked this.
    """
    rows: list[RowT] = []
    failures: list[Failure] = []
    objects = 0
    for index in follow(sampling.order(len(dataset))):
        room = None if sampling.max_objects is None else sampling.max_objects - objects
        if room is not None and room <= 0:
            break
        key = RowKey(method.name, method.stamp, data, dataset.name(index))
        row = log.find(key)
        if row is None:
            try:
                row = task.score(method, Picture(key, dataset, index, sampling, room))
            except BrokenSampleError as error:
                failures.append(Failure(data, error.name, error.reason))
                continue
            log.add(row)
        rows.append(row)
        objects += row.objects
    if objects == 0:
        raise InputError(
            f"{data} has no object that counts in {len(rows)} images"
            f"{f', and {len(failures)} that cannot be read' if failures else ''}; pass a set or "
            f"a split with labels{_least(sampling)}"
        )
    return Walked(tuple(rows), tuple(failures))


def _least(sampling: Sampling) -> str:
    share = sampling.min_area_share
    return f" that cover at least {share:g} of their image" if share else ""
