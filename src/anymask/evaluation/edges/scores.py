"""The scores of boundary detection: F at one threshold for all images or one for each, AP, R50.

They are made from the counts of images, never from averages of scores, and follow the published
code of the benchmark to the letter: interpolation between thresholds, ties, curves that end early.
Source: Arbelaez et al. 2011, "Contour Detection and Hierarchical Image Segmentation", section 2;
R50 as in Dollar and Zitnick 2015, "Fast Edge Detection Using Structured Forests".
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Integer

STEPS = 100
"""Points at which F is looked at between two thresholds, both ends included."""

RECALLS = np.linspace(0, 1, 101)
"""Where precision is read off for AP."""


@dataclass(frozen=True, eq=False)
class Counts:
    """How many pixels are right, of I images at L rising thresholds.

    Attributes:
        right: drawn pixels that match a boundary of any annotator.
        drawn: drawn pixels.
        found: annotated pixels that are matched, summed over annotators.
        annotated: annotated pixels, summed over annotators.
    """

    right: Integer[np.ndarray, "I L"]
    drawn: Integer[np.ndarray, "I L"]
    found: Integer[np.ndarray, "I L"]
    annotated: Integer[np.ndarray, "I L"]

    def __len__(self) -> int:
        return len(self.right)

    def __getitem__(self, images: Integer[np.ndarray, "K"]) -> "Counts":
        """Choose images, some of them several times."""
        return Counts(
            self.right[images], self.drawn[images], self.found[images], self.annotated[images]
        )

    @property
    def precision(self) -> Float[np.ndarray, "L"]:
        """Of all images together; 0 where nothing is drawn."""
        return _share(self.right.sum(0), self.drawn.sum(0))

    @property
    def recall(self) -> Float[np.ndarray, "L"]:
        """Of all images together; 0 where nothing is annotated."""
        return _share(self.found.sum(0), self.annotated.sum(0))


def f_measure(
    precision: Float[np.ndarray, "*sets"], recall: Float[np.ndarray, "*sets"]
) -> Float[np.ndarray, "*sets"]:
    """Return the harmonic mean; 0 where both are 0."""
    return _share(2 * precision * recall, precision + recall)


def optimal_dataset_scale(counts: Counts) -> float:
    """Return ODS: the best F with one threshold for all images, interpolated between thresholds."""
    weight = np.linspace(0, 1, STEPS)
    precision, recall = (
        _between(curve, weight) if len(curve) > 1 else curve
        for curve in (counts.precision, counts.recall)
    )
    return float(f_measure(precision, recall).max())


def optimal_image_scale(counts: Counts) -> float:
    """Return OIS: F of all images together, each at the threshold that is best for it."""
    precision = _share(counts.right, counts.drawn)
    recall = _share(counts.found, counts.annotated)
    best = f_measure(precision, recall).argmax(1)  # (I,), the first of equals
    every = np.arange(len(counts))
    chosen = Counts(
        right=counts.right[every, best][:, None],
        drawn=counts.drawn[every, best][:, None],
        found=counts.found[every, best][:, None],
        annotated=counts.annotated[every, best][:, None],
    )
    return float(f_measure(chosen.precision, chosen.recall)[0])


def average_precision(counts: Counts) -> float:
    """Return AP: the area under precision over recall, nothing beyond the ends of the curve."""
    recall, places = np.unique(counts.recall, return_index=True)
    if len(recall) < 2:
        return 0.0
    precision = np.interp(RECALLS, recall, counts.precision[places], left=0, right=0)
    return float(precision.sum() * 0.01)


def recall_at_half(counts: Counts) -> float:
    """Return R50: recall at a precision of one half, or at the least precision if it is above.

    0 where precision never reaches one half.
    """
    precision, places = np.unique(counts.precision, return_index=True)
    if precision[-1] < 0.5:
        return 0.0
    return float(np.interp(max(0.5, precision[0]), precision, counts.recall[places]))


def _between(curve: Float[np.ndarray, "L"], weight: Float[np.ndarray, "K"]) -> np.ndarray:
    """Interpolate between neighbours of a curve."""
    return curve[:-1, None] * (1 - weight) + curve[1:, None] * weight  # (L - 1, K)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Divide; nothing of nothing is 0."""
    return part / np.where(whole == 0, 1, whole)
