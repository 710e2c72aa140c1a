"""Felzenszwalb and Huttenlocher's segments: the graph-based segment under a click.

Source: "Efficient Graph-Based Image Segmentation" (2004), in scikit-image's implementation, with
sigma 0.8 and segments of 50 pixels or more.
"""

from functools import cache

import numpy as np
import torch
from jaxtyping import Float, Int, UInt8
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks

SCALES = (300, 100, 1000)
"""Middle, fine and coarse segmentation; the middle one counts as the most confident."""

SIGMA = 0.8
LEAST_PIXELS = 50


class Felzenszwalb:
    """Answers a click by the segments under it at three scales; takes nothing else.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """

    name = "felzenszwalb"
    stamp = ""

    def __init__(self) -> None:
        try:
            from skimage.segmentation import felzenszwalb
        except ImportError:
            raise ConfigurationError(
                "the baseline is scikit-image's, which is not installed; "
                "run: pip install 'anymask[eval]'"
            ) from None
        self._segment = felzenszwalb

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "FelzenszwalbView":
        """Segment the image at all scales."""
        maps = [
            self._segment(image, scale=scale, sigma=SIGMA, min_size=LEAST_PIXELS)
            for scale in SCALES
        ]
        return FelzenszwalbView(np.stack(maps))


class FelzenszwalbView:
    """The segments of an image, a map of labels for each scale (S, H, W)."""

    def __init__(self, maps: Int[np.ndarray, "S H W"]) -> None:
        self._maps = maps
        self._segment = cache(self._encode)

    def click(self, points: Float[Tensor, "N 2"]) -> Masks:
        """Take the segment under each click at each scale."""
        scales, height, width = self._maps.shape
        runs = []
        for column, row in points.round().long().tolist():
            runs += [self._segment(s, int(self._maps[s, row, column])) for s in range(scales)]
        return Masks(
            (height, width),
            scores=torch.linspace(1, 0, scales).repeat(len(points)),
            runs=tuple(runs),
            objects=torch.arange(len(points)).repeat_interleave(scales),
        )

    def _encode(self, scale: int, label: int) -> Rle:
        return rle.encode(torch.from_numpy(self._maps[scale] == label)[None])[0]
