"""What a data set looks like in numbers: how many masks, how large, how concave, and where.

The measures are those by which SA-1B is compared with other sets ("Segment Anything", section 5 and
figures 5 and 6). `anymask data stats` prints and draws them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from itertools import pairwise

import numpy as np

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.dataset import MaskDataset
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry.run_hull import concavity

BINS = 20
"""Relative sizes and concavities are counted in so many steps from 0 to 1."""
CENTRE_CELLS = 16
"""The heat map of centres has so many rows and columns, each an equal share of the image."""
SOURCE_BINS = (50, 100, 200, 300, 400, 500)
"""Where the bins of masks per image end in which SA-1B shows its images (figure 2)."""


@dataclass(frozen=True)
class SetStatistics:
    """The numbers of a data set; empty masks are counted and otherwise left out.

    Attributes:
        images: that could be read.
        masks: of all of them.
        empty_masks: masks without a pixel.
        images_without_masks: images without a mask that is not empty.
        masks_per_image: how many images have 0, 1, 2, ... masks.
        relative_sizes: counts of sqrt(mask area / image area), in `BINS` steps.
        concavities: counts of 1 - mask area / area of its convex hull, in `BINS` steps.
        centres: counts of the middles of boxes, row by row, in `CENTRE_CELLS` squared cells.
        categories: how many masks have each category.
        sources: how many images come from each set.
    """

    images: int
    masks: int
    empty_masks: int
    images_without_masks: int
    masks_per_image: list[int]
    relative_sizes: list[int]
    concavities: list[int]
    centres: list[list[int]]
    categories: dict[str, int]
    sources: dict[str, int]

    def to_dict(self) -> dict[str, object]:
        """Describe them in JSON values."""
        return asdict(self)

    @property
    def median_masks(self) -> float:
        """The median number of masks per image; 0 for no images."""
        numbers = np.repeat(np.arange(len(self.masks_per_image)), self.masks_per_image)
        return float(np.median(numbers)) if len(numbers) else 0.0

    @property
    def source_bins(self) -> dict[str, int]:
        """How many images have under 50 masks, 50 to 99, ..., and 500 or more."""
        return {
            name: sum(self.masks_per_image[low:high]) for name, (low, high) in source_bins().items()
        }


def source_bins() -> dict[str, tuple[int, int | None]]:
    """Return the bins of masks per image: name, first number, and the one after the last.

    >>> list(source_bins().items())[0], list(source_bins().items())[-1]
    (('0-49', (0, 50)), ('500+', (500, None)))
    """
    closed = {f"{low}-{high - 1}": (low, high) for low, high in pairwise((0, *SOURCE_BINS))}
    return {**closed, f"{SOURCE_BINS[-1]}+": (SOURCE_BINS[-1], None)}


def measure(
    dataset: MaskDataset,
    broken: BrokenSamples,
    track: Callable[[range], Iterable[int]] = iter,
) -> SetStatistics:
    """Look at every image of a data set.

    Args:
        dataset: what to measure; images are not decoded.
        broken: gets the images that cannot be used.
        track: passes numbers of images on and shows how far they have come.
    """
    tally = Tally()
    for index in track(range(len(dataset))):
        try:
            tally.add(dataset.record(index), dataset.source(index))
        except BrokenSampleError as error:
            broken.record(error.name, error)
    return tally.result()


@dataclass
class Tally:
    """The counts so far, for whoever goes through images one after the other anyway."""

    masks: Counter[int] = field(default_factory=Counter)
    empty: int = 0
    sizes: list[float] = field(default_factory=list)
    concavities: list[float] = field(default_factory=list)
    centres: list[tuple[float, float]] = field(default_factory=list)
    categories: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)

    def add(self, image: ImageRecord, source: str) -> None:
        """Count an image of a set."""
        height, width = image.size
        seen = [mask for mask in image.masks if mask.area > 0]
        self.empty += len(image.masks) - len(seen)
        self.masks[len(seen)] += 1
        self.sources[source] += 1
        self.categories.update(mask.category for mask in seen if mask.category)
        self.sizes += [(mask.area / (height * width)) ** 0.5 for mask in seen]
        self.concavities += [concavity(mask.rle) for mask in seen]
        self.centres += [_centre(mask, height, width) for mask in seen]

    def result(self) -> SetStatistics:
        """Return the numbers of all images so far."""
        most = max(self.masks, default=-1)
        y, x = np.array(self.centres, dtype=float).reshape(-1, 2).T
        heat, _, _ = np.histogram2d(y, x, bins=CENTRE_CELLS, range=[[0, 1], [0, 1]])
        return SetStatistics(
            images=sum(self.masks.values()),
            masks=len(self.sizes) + self.empty,
            empty_masks=self.empty,
            images_without_masks=self.masks[0],
            masks_per_image=[self.masks[number] for number in range(most + 1)],
            relative_sizes=_histogram(self.sizes),
            concavities=_histogram(self.concavities),
            centres=heat.astype(int).tolist(),
            categories=dict(self.categories.most_common()),
            sources=dict(sorted(self.sources.items())),
        )


def _centre(mask: MaskRecord, height: int, width: int) -> tuple[float, float]:
    """Return the middle (y, x) of a mask's box as shares of the image."""
    x, y, across, down = mask.box_xywh
    return (y + down / 2) / height, (x + across / 2) / width


def _histogram(values: list[float]) -> list[int]:
    counts: list[int] = np.histogram(values, bins=BINS, range=(0, 1))[0].tolist()
    return counts
