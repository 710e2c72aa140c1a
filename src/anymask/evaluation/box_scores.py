"""How good boxes of objects are: average precision and recall, as COCO defines them for one class.

The detector's training watches both on held-out images. Source: the COCO detection protocol, with
one IoU threshold and no crowd regions; checked against pycocotools in the tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from anymask.geometry.boxes import iou

RECALL_LEVELS = np.linspace(0, 1, 101)
"""Recalls at which precision is read off its curve."""


@dataclass(frozen=True, eq=False)
class ImageBoxes:
    """The boxes that were found in one image, and the true ones.

    Attributes:
        boxes: found ones as (x0, y0, x1, y1), the likeliest first.
        scores: of the found ones.
        truth: true ones, same frame.
    """

    boxes: Float[Tensor, "N 4"]
    scores: Float[Tensor, "N"]
    truth: Float[Tensor, "K 4"]

    def hits(self, threshold: float, limit: int) -> Bool[Tensor, "K"]:
        """Say of the first `limit` boxes whether each finds an object that none before it found.

        Each box takes the free object that it overlaps most, from an IoU of `threshold` on.
        """
        overlaps = iou(self.boxes[:limit], self.truth)  # (N, K)
        hits = torch.zeros(len(overlaps), dtype=torch.bool)
        for box, row in enumerate(overlaps):
            if not len(row):
                break
            best = int(row.argmax())
            if row[best] >= threshold:
                hits[box] = True
                overlaps[:, best] = -1.0  # taken
        return hits


def recall(images: Sequence[ImageBoxes], *, threshold: float = 0.5, limit: int = 100) -> float:
    """Return the share of true boxes that the first `limit` boxes of their image find.

    Args:
        images: what was found where.
        threshold: least IoU of a find.
        limit: boxes that count, per image.

    Returns:
        0 to 1; 0 where there is nothing to find.
    """
    found = sum(int(image.hits(threshold, limit).sum()) for image in images)
    return found / max(1, sum(len(image.truth) for image in images))


def average_precision(
    images: Sequence[ImageBoxes], *, threshold: float = 0.5, limit: int = 100
) -> float:
    """Return the area under precision over recall, over the boxes of all images together.

    Args:
        images: what was found where.
        threshold: least IoU of a find.
        limit: boxes that count, per image.

    Returns:
        0 to 1; 0 where there is nothing to find.
    """
    total = sum(len(image.truth) for image in images)
    if not total:
        return 0.0
    hits = torch.cat([image.hits(threshold, limit) for image in images])
    scores = torch.cat([image.scores[:limit] for image in images])
    ranked = hits[scores.argsort(descending=True, stable=True)].numpy()
    found = ranked.cumsum()
    precision = found / np.arange(1, len(found) + 1)
    # The best precision at this recall or a higher one; none where the recall is never reached.
    best = np.maximum.accumulate(precision[::-1])[::-1]
    places = np.searchsorted(found / total, RECALL_LEVELS, side="left")
    return float(np.append(best, 0.0)[places].mean())
