"""Human agreement: each annotator's drawing against those of the others, as if it were a method's.

The ceiling of the benchmark, measured with its own rule: a pixel is right when any other annotator
drew it there, and found once for each other annotator. A drawing has no thresholds, and so one F.
"""

import numpy as np
from jaxtyping import Bool, UInt8

from anymask.evaluation.edges.counting import ImageCounts
from anymask.evaluation.edges.matching import find_reach, match, matching_radius


class Annotators:
    """The people who drew the boundaries; what they drew lies with the data."""

    name = "annotators"
    stamp = ""

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "AnnotatorsView":
        """Take the place of a method."""
        return AnnotatorsView()


class AnnotatorsView:
    """An image that its annotators have seen."""

    def agreement(
        self, boundaries: Bool[np.ndarray, "M H W"], max_distance: float
    ) -> ImageCounts | None:
        """Compare the drawing of each of M annotators with all others.

        Args:
            boundaries: of the annotators, one pixel wide.
            max_distance: how far matched pixels may lie apart, as a share of the diagonal.

        Returns:
            Sums over annotators at a single threshold; None for an annotator alone.
        """
        annotators, height, width = boundaries.shape
        if annotators < 2:
            return None
        radius = matching_radius((height, width), max_distance)
        reaches = [find_reach(boundary, radius) for boundary in boundaries]
        right = np.zeros((annotators, height * width), np.bool_)
        found = 0
        for one, drawing in enumerate(boundaries):
            for other, reach in enumerate(reaches):
                if one != other:
                    matched, annotated = match(drawing.reshape(-1)[reach.pixel], reach)
                    right[one, matched] = True
                    found += len(annotated)
        drawn = int(boundaries.sum())
        # Every drawing is compared with all the others, so each is annotated that often.
        return ImageCounts((int(right.sum()),), (drawn,), (found,), drawn * (annotators - 1))
