"""Sobel's edges: the slope of the grey levels, not smoothed, thinned to ridges.

The oldest row of the boundary benchmark's tables; the filter is scikit-image's. Without suppression
the row comes out .03 lower than published, on val as on test.
"""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float, UInt8

from anymask.evaluation.baselines.packages import needs
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.suppression import suppress

ANY_SLOPE = 1e-6
"""Less is rounding."""


class Sobel:
    """Draws edges, with the strongest of an image at 1; takes no prompt.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """

    name = "sobel"
    stamp = ""

    def __init__(self) -> None:
        with needs("scikit-image"):
            import skimage.color
            import skimage.filters
        self._to_grey: Callable[..., np.ndarray] = skimage.color.rgb2gray
        self._sobel: Callable[..., np.ndarray] = skimage.filters.sobel

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "SobelView":
        """Filter the image."""
        slope = self._sobel(self._to_grey(image))
        steepest = slope.max()
        return SobelView(slope / steepest if steepest > ANY_SLOPE else np.zeros_like(slope))


class SobelView:
    """The slope of an image, in [0, 1]."""

    def __init__(self, slope: Float[np.ndarray, "H W"]) -> None:
        self._slope = slope

    def edges(self, options: EdgeOptions) -> Float[np.ndarray, "H W"]:
        """Return the slope, by default on its ridges only."""
        return suppress(self._slope) if options.suppression else self._slope
