"""Walk over the images of a set, ask a method, and keep a row for each.

Every protocol on labelled objects is run here. Each image is decoded and looked at once; an image
that was measured before is not opened again; one that cannot be read is named and passed over.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import UInt8

from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.errors import InputError
from anymask.evaluation.clicks import ScoringProtocol
from anymask.evaluation.methods import Method
from anymask.evaluation.rows import Row, RowKey, RowLog
from anymask.evaluation.sampling import Objects, Sampling, choose_objects
from anymask.geometry import rle

Follow = Callable[[Sequence[int]], Iterable[int]]
"""Passes the numbers of the images on, one after the other, and may show how far they have come."""


@dataclass(frozen=True)
class Failure:
    """An image that could not be read, and why."""

    data: str
    image: str
    reason: str


@dataclass(frozen=True)
class Walked:
    """What a walk found."""

    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]


def walk(
    data: str,
    dataset: MaskDataset,
    method: Method,
    protocol: ScoringProtocol,
    sampling: Sampling,
    log: RowLog,
    follow: Follow = iter,
) -> Walked:
    """Measure a method on a set of labelled images.

    Args:
        data: the name under which rows of this data set are kept; its path.
        dataset: the labelled images.
        method: what to measure.
        protocol: what to ask, and how to score it.
        sampling: which images and objects count.
        log: rows of earlier runs, and where new ones go.
        follow: e.g. a progress bar.

    Raises:
        InputError: no object of the set counts.
    """
    rows: list[Row] = []
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
                sample = dataset.compact(index)
                image = sample.pixels().permute(1, 2, 0).contiguous().numpy()  # (H, W, 3)
            except BrokenSampleError as error:
                failures.append(Failure(data, error.name, error.reason))
                continue
            chosen = choose_objects(sample, index, sampling, room)
            scores = _score(image, chosen, method, protocol)
            areas = tuple(rle.area(mask) for mask in chosen.masks)
            row = Row(key, sample.source, chosen.numbers, areas, chosen.left_out, scores)
            log.add(row)
        rows.append(row)
        objects += len(row.numbers)
    if objects == 0:
        raise InputError(
            f"{data} has no object that counts in {len(rows)} images"
            f"{f', and {len(failures)} that cannot be read' if failures else ''}; pass a set or "
            f"a split with masks that cover at least {sampling.min_area_share:g} of the image"
        )
    return Walked(tuple(rows), tuple(failures))


def _score(
    image: UInt8[np.ndarray, "H W 3"], chosen: Objects, method: Method, protocol: ScoringProtocol
) -> dict[str, tuple[float, ...]]:
    """Look at the image, unless nothing in it counts."""
    if not chosen.masks:
        return {}
    scores = protocol(method(image), chosen.masks)
    return {name: tuple(values.tolist()) for name, values in scores.items()}
