"""Where the boxes come from that are turned into masks: a detector's results, or the truth itself.

With true boxes there is no confidence, so masks rank by the quality that the method predicts.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from anymask.data.left_out import SHOWN
from anymask.evaluation.instances.detections import Box, Detection
from anymask.evaluation.instances.truth import TrueImage, Truth
from anymask.evaluation.picture import Picture
from anymask.geometry import rle
from anymask.shapes import Size

NO_PIXEL = "boxes without a pixel of their image"
UNKNOWN_CATEGORIES = "boxes of categories that the set does not have"
UNKNOWN_IMAGES = "boxes in images that the set does not have"
NOT_MEASURED = "boxes in images that were not measured"


@dataclass(frozen=True)
class AskedBox:
    """A box to be turned into a mask.

    Attributes:
        category_id: of what is in it.
        box: (x0, y0, x1, y1) within the image.
        score: the detector's confidence; None: none is known.
    """

    category_id: int
    box: Box
    score: float | None


@dataclass(frozen=True)
class AskedBoxes:
    """The boxes of one image, and how many could not be asked, by reason."""

    boxes: tuple[AskedBox, ...]
    left_out: Mapping[str, int]


class BoxSource(Protocol):
    """Anything that has boxes for the images of a set."""

    @property
    def name(self) -> str:
        """For the report."""

    def boxes(self, picture: Picture, image: TrueImage, truth: Truth) -> AskedBoxes:
        """List the boxes of an image."""

    def unused(self, truth: Truth, measured: Collection[int]) -> Mapping[str, int]:
        """Count the boxes that belong to no measured image or no category of the set, by reason.

        Args:
            truth: what the set has.
            measured: the ids of the images that were measured.
        """


class TrueBoxes:
    """The boxes of the objects themselves, tight around their masks."""

    name = "truth"

    def boxes(self, picture: Picture, image: TrueImage, truth: Truth) -> AskedBoxes:
        """Measure the boxes of the objects that count."""
        annotations = picture.dataset.annotations(picture.index)
        objects = picture.objects
        asked = tuple(
            AskedBox(annotations[number]["category_id"], rle.box(mask), None)
            for number, mask in zip(objects.numbers, objects.masks, strict=True)
        )
        return AskedBoxes(asked, {})

    def unused(self, truth: Truth, measured: Collection[int]) -> Mapping[str, int]:
        """Every box belongs to an object."""
        return {}


class DetectedBoxes:
    """The boxes of a detector.

    Args:
        name: of the file, for the report.
        detections: all of them.
    """

    def __init__(self, name: str, detections: Sequence[Detection]) -> None:
        self.name = name
        self._by_image: dict[int, list[Detection]] = defaultdict(list)
        for detection in detections:
            self._by_image[detection.image_id].append(detection)

    def boxes(self, picture: Picture, image: TrueImage, truth: Truth) -> AskedBoxes:
        """Cut the boxes to the image; those of unknown categories are counted by `unused`."""
        known = [
            (each, cut(each.box, image.size))
            for each in self._by_image.get(image.image_id, ())
            if each.category_id in truth.categories
        ]
        asked = tuple(
            AskedBox(each.category_id, box, each.score) for each, box in known if box is not None
        )
        missing = len(known) - len(asked)
        return AskedBoxes(asked, {NO_PIXEL: missing} if missing else {})

    def unused(self, truth: Truth, measured: Collection[int]) -> Mapping[str, int]:
        """Count the boxes that are not asked, and name their images or categories."""
        places: dict[str, list[int]] = defaultdict(list)
        for image_id, detections in self._by_image.items():
            if image_id not in truth.images:
                places[UNKNOWN_IMAGES] += [image_id] * len(detections)
            elif image_id not in measured:
                places[NOT_MEASURED] += [image_id] * len(detections)
            else:
                categories = [each.category_id for each in detections]
                unknown = [each for each in categories if each not in truth.categories]
                places[UNKNOWN_CATEGORIES] += unknown
        return {
            f"{reason} ({_some(ids)})": len(ids) for reason, ids in sorted(places.items()) if ids
        }


def cut(box: Box, size: Size) -> Box | None:
    """Cut a box to its image of (height, width).

    Returns:
        The part inside, or None where that holds no pixel's centre.

    >>> cut((-3.0, 2.0, 5.0, 9.0), (8, 10))
    (0.0, 2.0, 5.0, 8.0)
    """
    height, width = size
    x0, x1 = (float(np.clip(value, 0, width)) for value in box[0::2])
    y0, y1 = (float(np.clip(value, 0, height)) for value in box[1::2])
    has_pixel = np.ceil(x0 - 0.5) < np.ceil(x1 - 0.5) and np.ceil(y0 - 0.5) < np.ceil(y1 - 0.5)
    return (x0, y0, x1, y1) if has_pixel else None


def _some(ids: Sequence[int]) -> str:
    """Name the first of some ids.

    >>> _some([7, 7, 1, 2, 3, 4, 5])
    '7, 1, 2, 3, 4, ...'
    """
    distinct = list(dict.fromkeys(ids))
    named = [str(each) for each in distinct[:SHOWN]]
    return ", ".join([*named, "..."] if len(distinct) > SHOWN else named)
