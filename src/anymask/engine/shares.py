"""The share of masks that agree well: how audits and comparisons of annotators are counted.

Source: "Segment Anything", section 5: masks with an IoU above .90 and .75.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anymask.evaluation.intervals import mean_interval

BOUNDS = (0.90, 0.75)
"""Published bounds of the IoU."""


@dataclass(frozen=True)
class Share:
    """Masks that agree by at least a bound.

    Attributes:
        bound: of the IoU.
        share: of the masks, 0 to 1.
        interval: 95 %; masks of one image are alike. None: fewer than two images.
    """

    bound: float
    share: float
    interval: tuple[float, float] | None


def shares_of(ious: Sequence[float], images: Sequence[int]) -> tuple[Share, ...]:
    """Count the IoUs that reach each of the bounds.

    Args:
        ious: N, one or more.
        images: N, the image of each.

    >>> [(each.bound, each.share) for each in shares_of([1.0, 0.8], [1, 1])]
    [(0.9, 0.5), (0.75, 1.0)]
    """
    return tuple(_share(bound, ious, images) for bound in BOUNDS)


def _share(bound: float, ious: Sequence[float], images: Sequence[int]) -> Share:
    reached = [float(iou >= bound) for iou in ious]
    interval = None
    if len(set(images)) > 1:
        low, high = mean_interval(reached, groups=images)
        interval = (max(low, 0.0), min(high, 1.0))
    return Share(bound, sum(reached) / len(reached), interval)
