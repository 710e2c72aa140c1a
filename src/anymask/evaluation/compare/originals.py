"""The photos and true masks behind the rows, from the data sets that were measured.

Reports hold numbers and answers, no photos. The sets are opened again where they lay; what is gone,
or is no longer what was measured, is told and left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.data.open import open_dataset
from anymask.data.suites.catalog import SUITES
from anymask.data.suites.manifest import PublishedSet
from anymask.errors import AnymaskError
from anymask.evaluation.compare.answers import Question
from anymask.geometry import rle
from anymask.geometry.rle import Rle

ALL_IMAGES = "all"
"""How the settings of a report call the split that takes every image."""


@dataclass(frozen=True)
class Place:
    """Where a set lay when it was measured, and what is needed to open it again.

    Attributes:
        path: as it was given.
        split: as it was given; None for all images.
        published: the set of a suite that lies there; None for data of any known form.
    """

    path: str
    split: str | None = None
    published: PublishedSet | None = field(default=None, compare=False)

    @classmethod
    def of(cls, settings: Mapping[str, object], set_name: str, path: str) -> "Place":
        """Read the settings of a report: sets of a suite are opened as the suite says."""
        suite = SUITES.get(str(settings.get("suite")))
        published = {each.name: each for each in suite.sets} if suite is not None else {}
        split = str(settings.get("split", ALL_IMAGES))
        return cls(path, None if split == ALL_IMAGES else split, published.get(set_name))

    def open(self) -> MaskDataset:
        """Open the set.

        Raises:
            AnymaskError: it is gone, or no longer what it was.
        """
        if self.published is not None:
            return self.published.open(Path(self.path))
        return open_dataset(self.path, split=self.split)


@dataclass(frozen=True, eq=False)
class Original:
    """What a question is about.

    Attributes:
        pixels: of the image, RGB.
        truth: all objects that are meant, together.
    """

    pixels: UInt8[np.ndarray, "H W 3"]
    truth: Rle


class Originals:
    """Finds images and true masks, and remembers what it did not find.

    Attributes:
        missing: sentences, each once.
    """

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}
        self._opened: dict[Place, _Indexed | None] = {}

    def has(self, place: Place) -> bool:
        """Say whether a set is still there."""
        if place not in self._opened:
            try:
                self._opened[place] = _Indexed(place.open())
            except AnymaskError as error:
                self._opened[place] = None
                self._miss(f"No pictures of {place.path}: {error}")
        return self._opened[place] is not None

    def find(self, question: Question, place: Place) -> Original | None:
        """Read the image of a question and the objects that it means, if they are as they were."""
        indexed = self._opened[place] if self.has(place) else None
        if indexed is None:
            return None
        try:
            original = indexed.read(question)
        except (BrokenSampleError, LookupError) as error:
            self._miss(f"No picture of {question.image} in {place.path}: {error}")
            return None
        if rle.area(original.truth) != question.area:
            self._miss(f"No picture of {question.image}: {place.path} has changed since")
            return None
        return original

    def _miss(self, sentence: str) -> None:
        self.missing[sentence] = None


class _Indexed:
    """A data set whose images are found by name."""

    def __init__(self, dataset: MaskDataset) -> None:
        self._dataset = dataset
        self._places = {dataset.name(index): index for index in range(len(dataset))}

    def read(self, question: Question) -> Original:
        """Decode the image, and unite the masks of the objects.

        Raises:
            BrokenSampleError: the image cannot be read.
            LookupError: the set has no such image, or the image no such objects.
        """
        if question.image not in self._places:
            raise LookupError("the set has no such image any more")
        sample = self._dataset.compact(self._places[question.image])
        if max(question.members) >= len(sample.masks):
            raise LookupError(f"it has only {len(sample.masks)} objects now")
        pixels = sample.pixels().permute(1, 2, 0).contiguous().numpy()  # (H, W, 3)
        return Original(pixels, rle.union([sample.masks[place] for place in question.members]))
