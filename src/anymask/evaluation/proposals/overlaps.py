"""IoU of every proposal with every object, in double precision where it decides.

Recall asks whether an IoU reaches 0.7, and 7/10 does, in double precision as COCO's tools compute
it, but not in the single precision in which run lengths are compared elsewhere. Few pairs overlap
that much, so only these are computed again.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from anymask.geometry import rle
from anymask.geometry.rle import Rle

SLACK = 1e-5
"""Far above the rounding of single precision."""


def overlaps(
    proposals: Sequence[Rle], truths: Sequence[Rle], least: float
) -> Float[np.ndarray, "M N"]:
    """Compare each proposal with each object.

    Args:
        proposals: M masks.
        truths: N masks of the same size.
        least: IoUs below this may come out as 0: they decide nothing.

    Returns:
        (M, N) float64 in [0, 1]: the quotient of two numbers of pixels, as COCO's tools round it.

    >>> overlaps([Rle((1, 10), [0, 10])], [Rle((1, 10), [0, 7, 3])], 0.5).tolist()
    [[0.7]]
    """
    exact = np.zeros((len(proposals), len(truths)))
    rough = rle.iou(proposals, truths).numpy()
    for row, column in np.argwhere(rough > least - SLACK).tolist():
        proposal, truth = proposals[row], truths[column]
        shared = rle.intersection(proposal, truth)
        union = rle.area(proposal) + rle.area(truth) - shared
        exact[row, column] = shared / max(union, 1)
    return exact
