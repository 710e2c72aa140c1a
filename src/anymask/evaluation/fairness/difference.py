"""Whether two groups differ: the difference of their means, and where the true one lies.

Objects of one image are alike, and one image may show objects of both groups; the error of the
difference counts images, not objects, as `intervals.mean_interval` does for one mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from anymask.errors import InputError
from anymask.evaluation.intervals import LEVEL


@dataclass(frozen=True)
class Difference:
    """How far the mean of one group lies above that of another.

    Attributes:
        value: the difference of the means.
        interval: where the true difference lies.
    """

    value: float
    interval: tuple[float, float]

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes zero."""
        low, high = self.interval
        return low > 0 or high < 0


def difference_of_means(
    a: Sequence[float],
    b: Sequence[float],
    images_a: Sequence[object],
    images_b: Sequence[object],
    level: float = LEVEL,
) -> Difference:
    """Find where the true difference of two means lies, by Student's t over images.

    Each image pulls the difference by the sum of its deviations in a over the size of a, less that
    in b over the size of b; the pulls of images are independent. The smaller group, counted in
    images, gives the degrees of freedom, so that a group of few images is not made to look sure.

    Args:
        a, b: measurements of the objects of two groups.
        images_a, images_b: the image of each.
        level: how often such an interval holds the true difference, between 0 and 1.

    Raises:
        InputError: a group has objects in fewer than two images.

    >>> difference_of_means([1.0, 0.8], [0.2, 0.4], "ab", "cd").value
    0.6
    """
    for images in (images_a, images_b):
        if len(set(images)) < 2:
            raise InputError(
                f"a group has objects in {len(set(images))} images; an interval needs two or more"
            )
    pulls: dict[object, float] = {}
    for values, images, sign in ((a, images_a, 1), (b, images_b, -1)):
        mean = float(np.mean(values))
        for value, image in zip(values, images, strict=True):
            pulls[image] = pulls.get(image, 0.0) + sign * (value - mean) / len(values)
    count = len(pulls)
    error = np.sqrt(sum(pull**2 for pull in pulls.values()) * count / (count - 1))
    freedom = min(len(set(images_a)), len(set(images_b))) - 1
    reach = float(stdtrit(freedom, (1 + level) / 2) * error)
    value = float(np.mean(a) - np.mean(b))
    return Difference(value, (value - reach, value + reach))
