"""Felzenszwalb and Huttenlocher's segments: the one under a click, and the borders between them.

Source: "Efficient Graph-Based Image Segmentation" (2004), in scikit-image's implementation, with
sigma 0.8 and segments of 50 pixels or more.
"""

from functools import cache, cached_property

import numpy as np
import torch
from jaxtyping import Bool, Float, Int, UInt8
from torch import Tensor

from anymask.evaluation.baselines.graph_segments import SIGMA, Segment, load_segment
from anymask.evaluation.edges.options import EdgeOptions
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks

SCALES = (300, 100, 1000)
"""Middle, fine and coarse segmentation; the middle one counts as the most confident."""

EDGE_SCALES = (50, 100, 200, 400, 800, 1600, 3200, 6400)
"""From fine to coarse: an edge is as strong as the coarsest segmentation that has it. A threshold
then gives about the borders of one of them, which is how the benchmark looks at segmentations."""

LEAST_PIXELS = 50


class Felzenszwalb:
    """Answers a click by the segments under it at three scales, and draws edges.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """

    name = "felzenszwalb"
    stamp = ""

    def __init__(self) -> None:
        self._segment = load_segment()

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "FelzenszwalbView":
        """Keep the image until it is asked for."""
        return FelzenszwalbView(self._segment, image)


class FelzenszwalbView:
    """An image to be segmented.

    Args:
        segment: makes the map of labels.
        image: RGB.
    """

    def __init__(self, segment: Segment, image: UInt8[np.ndarray, "H W 3"]) -> None:
        self._segment_at = segment
        self._image = image
        self._segment = cache(self._encode)

    def edges(self, options: EdgeOptions) -> Float[np.ndarray, "H W"]:
        """Mark borders of segments with the coarsest scale that has them; no option matters."""
        edges = np.zeros(self._image.shape[:2])
        for number, scale in enumerate(EDGE_SCALES, start=1):
            edges[label_borders(self._labels(scale))] = number / len(EDGE_SCALES)
        return edges

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

    @cached_property
    def _maps(self) -> Int[np.ndarray, "S H W"]:
        """The labels at each of the scales for clicks."""
        return np.stack([self._labels(scale) for scale in SCALES])

    def _labels(self, scale: float) -> Int[np.ndarray, "H W"]:
        return self._segment_at(self._image, scale=scale, sigma=SIGMA, min_size=LEAST_PIXELS)

    def _encode(self, scale: int, label: int) -> Rle:
        return rle.encode(torch.from_numpy(self._maps[scale] == label)[None])[0]


def label_borders(labels: Int[np.ndarray, "H W"]) -> Bool[np.ndarray, "H W"]:
    """Find the pixels whose right or lower neighbour has another label.

    >>> label_borders(np.array([[0, 0, 1], [0, 0, 1]])).astype(int).tolist()
    [[0, 1, 0], [0, 1, 0]]
    """
    borders = np.zeros(labels.shape, np.bool_)
    borders[:, :-1] |= labels[:, :-1] != labels[:, 1:]
    borders[:-1] |= labels[:-1] != labels[1:]
    return borders
