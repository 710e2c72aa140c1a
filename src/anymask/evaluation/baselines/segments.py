"""Proposals without weights: Felzenszwalb and Huttenlocher's segments at six scales.

The regions from which the classical proposal methods start, without the grouping that follows
there. Source: "Efficient Graph-Based Image Segmentation" (2004), in scikit-image's implementation.
"""

import numpy as np
import torch
from jaxtyping import Int, UInt8
from scipy.ndimage import find_objects

from anymask.evaluation.baselines.graph_segments import SIGMA, Segment, load_segment
from anymask.evaluation.proposals.options import ProposalOptions
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks

SCALES = (50, 100, 200, 400, 800, 1600)
"""From fine to coarse: each about half as many segments as the one before."""

LEAST_PIXELS = 20


class Segments:
    """Proposes the segments of an image; takes no prompt.

    Raises:
        ConfigurationError: scikit-image is not installed.
    """

    name = "segments"
    stamp = ""

    def __init__(self) -> None:
        self._segment = load_segment()

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "SegmentsView":
        """Keep the image until it is asked for."""
        return SegmentsView(self._segment, image)


class SegmentsView:
    """An image to be segmented.

    Args:
        segment: makes the map of labels.
        image: RGB.
    """

    def __init__(self, segment: Segment, image: UInt8[np.ndarray, "H W 3"]) -> None:
        self._segment = segment
        self._image = image

    def propose(self, options: ProposalOptions) -> Masks:
        """Segment at all scales, and give different segments, the largest first.

        The score of a segment is its share of the image; of the options only the number of
        proposals matters.
        """
        height, width = self._image.shape[:2]
        found: dict[Rle, None] = {}
        for scale in SCALES:
            labels = self._segment(self._image, scale=scale, sigma=SIGMA, min_size=LEAST_PIXELS)
            found |= dict.fromkeys(encode_labels(labels))
        largest = sorted(found, key=rle.area, reverse=True)[: options.max_proposals]
        shares = [rle.area(each) / (height * width) for each in largest]
        return Masks((height, width), scores=torch.tensor(shares), runs=tuple(largest))


def encode_labels(labels: Int[np.ndarray, "H W"]) -> list[Rle]:
    """Compress the pixels of each label, 0 included.

    >>> [each.counts.tolist() for each in encode_labels(np.array([[0, 1, 1]]))]
    [[0, 1, 2], [1, 2]]
    """
    size = (labels.shape[0], labels.shape[1])
    encoded = []
    for label, window in enumerate(find_objects(labels + 1)):  # scipy's labels begin with 1
        if window is not None:
            rows, columns = window
            mask = torch.from_numpy(labels[window] == label)
            encoded.append(rle.encode_window(mask, (columns.start, rows.start), size))
    return encoded
