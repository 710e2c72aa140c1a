"""GrabCut: the object in a box, by colour models and graph cuts.

Source: Rother, Kolmogorov and Blake, "GrabCut" (2004), in OpenCV's implementation, started from
the box alone and iterated five times.
"""

from typing import Any

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from anymask.evaluation.baselines.packages import needs
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks

ITERATIONS = 5
COLOURS = 5
"""Colours of OpenCV's models: object and background need as many pixels each."""

OPENCV_SEED = 0


class GrabCut:
    """Answers a box by the object that GrabCut finds in it; takes no clicks.

    Raises:
        ConfigurationError: OpenCV is not installed.
    """

    name = "grabcut"
    stamp = ""

    def __init__(self) -> None:
        with needs("OpenCV"):
            import cv2
        self._opencv = cv2

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "GrabCutView":
        """Keep the image in OpenCV's order of colours."""
        return GrabCutView(self._opencv, np.ascontiguousarray(image[..., ::-1]))


class GrabCutView:
    """An image for GrabCut (H, W, 3), BGR."""

    def __init__(self, opencv: Any, image: UInt8[np.ndarray, "H W 3"]) -> None:
        self._opencv = opencv
        self._image = image

    def box(self, boxes: Float[Tensor, "N 4"]) -> Masks:
        """Cut each box on its own; a box without a fit to learn from is filled."""
        height, width = self._image.shape[:2]
        runs = tuple(self._cut(*corners) for corners in boxes.round().long().tolist())
        return Masks((height, width), scores=torch.ones(len(runs)), runs=runs)

    def _cut(self, x0: int, y0: int, x1: int, y1: int) -> Rle:
        cv2 = self._opencv
        labels = np.full(self._image.shape[:2], cv2.GC_BGD, np.uint8)
        labels[y0:y1, x0:x1] = cv2.GC_PR_FGD
        inside = np.count_nonzero(labels)
        # OpenCV draws its first colours at random and fails with fewer pixels than colours.
        if min(inside, labels.size - inside) >= COLOURS:
            cv2.setRNGSeed(OPENCV_SEED)
            models = np.zeros((1, 65)), np.zeros((1, 65))
            cv2.grabCut(self._image, labels, None, *models, ITERATIONS, cv2.GC_INIT_WITH_MASK)
        found = (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)
        return rle.encode(torch.from_numpy(found)[None])[0]
