"""Several people who marked the same image: what each of them drew where another drew an object.

BSDS500 keeps the whole segmentation of every annotator, other sets a list of masks. Which of an
annotator's segments is meant by a mask is decided once, by the largest overlap; audits then compare
any answer with that segment.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Integer

from anymask.data.dataset import MaskDataset
from anymask.geometry import rle
from anymask.geometry.rle import Rle


@runtime_checkable
class Annotator(Protocol):
    """One person's segments of one image."""

    def closest(self, mask: Rle) -> int | None:
        """Return the number of the segment with the largest IoU; None if none touches the mask."""

    def iou(self, mask: Rle, number: int) -> float:
        """Compare a mask with one of the segments."""


@runtime_checkable
class KeepsSegmentations(Protocol):
    """A data set with a whole segmentation by each of several annotators."""

    def segmentations(self, index: int) -> Integer[np.ndarray, "M H W"]:
        """Return the label map of each of M annotators."""


class DrewSegmentation:
    """An annotator who gave every pixel a label.

    Args:
        labels: (H, W); each number is a segment.
    """

    def __init__(self, labels: Integer[np.ndarray, "H W"]) -> None:
        # Run lengths go down the columns: so do the labels, and masks index them as they are.
        self._names, numbers = np.unique(labels.T.reshape(-1), return_inverse=True)
        self._labels = numbers.reshape(-1)  # (W * H,)
        self._areas = np.bincount(self._labels)

    def closest(self, mask: Rle) -> int | None:
        """Return the number of the segment with the largest IoU; None for an empty mask."""
        shared = self._shared(mask)
        if not shared.any():
            return None
        return int((shared / (self._areas + shared.sum() - shared)).argmax())

    def iou(self, mask: Rle, number: int) -> float:
        """Compare a mask with one of the segments."""
        shared = self._shared(mask)
        return float(shared[number] / (self._areas[number] + shared.sum() - shared[number]))

    def _shared(self, mask: Rle) -> Integer[np.ndarray, "N"]:
        """Count the pixels that the mask shares with each segment."""
        return np.bincount(self._labels[_inside(mask)], minlength=len(self._areas))


class DrewMasks:
    """An annotator who marked single objects.

    Args:
        masks: of the objects, none of them empty.
    """

    def __init__(self, masks: Sequence[Rle]) -> None:
        self._masks = tuple(masks)

    def closest(self, mask: Rle) -> int | None:
        """Return the number of the object with the largest IoU; None if none touches the mask."""
        ious = [self.iou(mask, number) for number in range(len(self._masks))]
        best = max(ious, default=0.0)
        return ious.index(best) if best > 0 else None

    def iou(self, mask: Rle, number: int) -> float:
        """Compare a mask with one of the objects."""
        other = self._masks[number]
        shared = rle.intersection(mask, other)
        return float(shared / (rle.area(mask) + rle.area(other) - shared))


def segmentations_of(dataset: MaskDataset, index: int) -> tuple[Annotator, ...] | None:
    """Return the annotators of an image; None if the set does not keep them apart.

    Raises:
        FormatError: the segmentations cannot be read.
    """
    if not isinstance(dataset, KeepsSegmentations):
        return None
    return tuple(DrewSegmentation(labels) for labels in dataset.segmentations(index))


def _inside(mask: Rle) -> Bool[np.ndarray, "L"]:
    """Return whether each pixel, column by column, is in the mask."""
    runs = np.arange(len(mask.counts)) % 2 == 1
    return np.repeat(runs, mask.counts)
