"""Felzenszwalb and Huttenlocher's segmentation, as the baselines that are made from it load it.

Source: "Efficient Graph-Based Image Segmentation" (2004), in scikit-image's implementation.
"""

from collections.abc import Callable

import numpy as np
from jaxtyping import Int

from anymask.evaluation.baselines.packages import needs

SIGMA = 0.8
"""Of the smoothing before, in pixels: the authors' own."""

Segment = Callable[..., Int[np.ndarray, "H W"]]
"""scikit-image's `felzenszwalb`: a map of labels from 0 on."""


def load_segment() -> Segment:
    """Return the function that segments an image.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """
    with needs("scikit-image"):
        from skimage.segmentation import felzenszwalb
    segment: Segment = felzenszwalb
    return segment
