"""Measure a detector on held-out images while it trains."""

from collections.abc import Iterator, Sequence

import torch

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.dataset import MaskDataset
from anymask.evaluation.box_scores import ImageBoxes, average_precision, recall
from anymask.geometry import rle
from anymask.inference.object_detector import ObjectDetector
from anymask.models.detector.model import Detector

LIMIT = 100
"""Boxes of an image that count."""


class DetectorJudge:
    """Looks for the objects of held-out images.

    Args:
        held_out: images that are not learned from, by data set.
        broken: gets the images that cannot be used, which do not count.
    """

    def __init__(self, held_out: Sequence[MaskDataset], broken: BrokenSamples) -> None:
        self._held_out = held_out
        self._broken = broken

    def scores(self, model: Detector) -> dict[str, float]:
        """Return the average precision at IoU 0.5, "ap50", and "recall100", that of 100 boxes.

        "score", which decides which weights are the best, is their mean.
        """
        images = list(self._images(ObjectDetector(model)))
        ap50, recall100 = average_precision(images, limit=LIMIT), recall(images, limit=LIMIT)
        return {"score": (ap50 + recall100) / 2, "ap50": ap50, "recall100": recall100}

    def _images(self, detector: ObjectDetector) -> Iterator[ImageBoxes]:
        for part in self._held_out:
            for index in range(len(part)):
                try:
                    sample = part.compact(index)
                    image = sample.pixels()
                except BrokenSampleError as error:
                    self._broken.record(error.name, error)
                    continue
                found = detector.boxes(image, limit=LIMIT)
                truth = [rle.box(mask) for mask in sample.masks if rle.area(mask)]
                boxes = torch.tensor(truth, dtype=torch.float32).view(-1, 4)
                yield ImageBoxes(found.boxes, found.scores, boxes)
