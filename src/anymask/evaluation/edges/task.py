"""The task "edges": boundaries that a method draws against those that people drew, as BSDS500 does.

Scores are those of the benchmark: F at the best threshold for all images (ODS) and for each (OIS),
average precision, and recall at a precision of one half (R50), with intervals over images.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float

from anymask.data.broken import BrokenSampleError
from anymask.errors import InputError
from anymask.evaluation.edges.annotators import AnnotatorsView
from anymask.evaluation.edges.counting import ImageCounts, count_pixels
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.rows import EdgeRow, collect
from anymask.evaluation.edges.scores import (
    Counts,
    average_precision,
    optimal_dataset_scale,
    optimal_image_scale,
    recall_at_half,
)
from anymask.evaluation.intervals import bootstrap_interval
from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.report import Curve, Measure, SetResult
from anymask.evaluation.rows import by_set
from anymask.evaluation.task import Summary

SCORES: Mapping[str, Callable[[Counts], float]] = {
    "ods": optimal_dataset_scale,
    "ois": optimal_image_scale,
    "ap": average_precision,
    "r50": recall_at_half,
}

BOOTSTRAP_DRAWS = 1000


@runtime_checkable
class FindsEdges(Protocol):
    """A view that draws the edges of an image."""

    def edges(self, options: EdgeOptions) -> Float[np.ndarray, "H W"]:
        """Say how strong the edge is at each pixel, in [0, 1]."""


@runtime_checkable
class KeepsBoundaries(Protocol):
    """A data set with the boundaries of several annotators."""

    def boundaries(self, index: int) -> Bool[np.ndarray, "M H W"]:
        """Return the boundaries, one pixel wide, of each of M annotators."""


@dataclass(frozen=True)
class EdgesTask:
    """The boundary benchmark.

    Attributes:
        options: how edges are drawn and compared.
        workers: share the matching, if given.
    """

    options: EdgeOptions = field(default_factory=EdgeOptions)
    workers: Executor | None = None
    name: str = "edges"
    row_type: type[EdgeRow] = EdgeRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        return asdict(self.options)

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns."""
        return {name: Measure(name.upper()) for name in SCORES}

    def score(self, method: Method, picture: Picture) -> EdgeRow:
        """Draw the edges of an image and count.

        Raises:
            BrokenSampleError: the image or its boundaries cannot be read, or differ in size.
            InputError: the method draws no edges, or the data keep no boundaries.
            ResourceError: a worker ended before its work.
        """
        boundaries = _read_boundaries(picture)
        return EdgeRow(
            key=picture.key,
            set_name=picture.dataset.source(picture.index),
            annotators=len(boundaries),
            counts=self._count(method, picture, boundaries),
        )

    def summarise(self, rows: Sequence[EdgeRow]) -> Summary:
        """Score each set from the counts of its images."""
        sets = by_set(rows)
        counts = {name: collect(members) for name, members in sets.items()}
        results = (_summarise_set(name, members, counts[name]) for name, members in sets.items())
        return Summary(tuple(results), _curves(counts))

    def _count(
        self, method: Method, picture: Picture, boundaries: Bool[np.ndarray, "M H W"]
    ) -> ImageCounts:
        view = method(picture.pixels)
        if isinstance(view, FindsEdges):
            edges = view.edges(self.options)
            return count_pixels(edges, boundaries, self.options, self.workers)
        if not isinstance(view, AnnotatorsView):
            raise InputError(
                f"{method.name} draws no edges; measure a model, or --baseline sobel, canny, "
                "felzenszwalb or annotators"
            )
        agreement = view.agreement(boundaries, self.options.max_distance)
        if agreement is None:
            raise BrokenSampleError(
                picture.key.image, "a single annotator drew it, with whom nobody can agree"
            )
        return agreement


def _read_boundaries(picture: Picture) -> Bool[np.ndarray, "M H W"]:
    if not isinstance(picture.dataset, KeepsBoundaries):
        raise InputError(
            f"{picture.key.data} keeps no boundaries that people drew; pass a copy of BSDS500"
        )
    boundaries = picture.dataset.boundaries(picture.index)
    size, drawn_at = picture.pixels.shape[:2], boundaries.shape[1:]
    if size != drawn_at:
        raise BrokenSampleError(
            picture.key.image,
            f"the image is {size} (height, width), its boundaries {drawn_at}; copy both again",
        )
    return boundaries


def _summarise_set(name: str, rows: Sequence[EdgeRow], counts: Counts) -> SetResult:
    """Score one set; a drawing without thresholds has an F and nothing else."""
    measures = dict(SCORES) if counts.right.shape[1] > 1 else {"ods": optimal_dataset_scale}
    places = np.arange(len(rows), dtype=np.float64)
    return SetResult(
        name=name,
        images=len(rows),
        objects=sum(row.annotators for row in rows),
        scores={measure: score(counts) for measure, score in measures.items()},
        intervals={
            measure: bootstrap_interval(
                places.tolist(),
                partial(_score_drawn, score, counts),
                draws=BOOTSTRAP_DRAWS,
            )
            for measure, score in measures.items()
            if len(rows) > 1
        },
    )


def _score_drawn(
    score: Callable[[Counts], float], counts: Counts, drawn: Float[np.ndarray, "I"]
) -> float:
    """Score the images of these numbers."""
    return score(counts[drawn.astype(np.int64)])


def _curves(sets: Mapping[str, Counts]) -> tuple[Curve, ...]:
    """Draw precision over recall: of each set where there are several, and their mean."""
    recall = np.array([counts.recall for counts in sets.values()])  # (sets, L)
    precision = np.array([counts.precision for counts in sets.values()])
    drawn = np.array([counts.drawn.sum(0) for counts in sets.values()]) > 0
    parts = [
        _curve(recall[place][drawn[place]], precision[place][drawn[place]], name)
        for place, name in enumerate(sets)
        if len(sets) > 1
    ]
    everywhere = drawn.all(0)
    mean = _curve(recall.mean(0)[everywhere], precision.mean(0)[everywhere], "")
    return tuple(curve for curve in (*parts, mean) if curve.points)


def _curve(
    recall: Float[np.ndarray, "L"], precision: Float[np.ndarray, "L"], set_name: str
) -> Curve:
    points = sorted(zip(recall.tolist(), precision.tolist(), strict=True))
    return Curve("precision", "recall", tuple(points), set_name)
