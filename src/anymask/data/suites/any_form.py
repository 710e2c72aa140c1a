"""The layout of sets whose published files we could not look up: any form that anymask reads.

Whoever has such a set converts it once; nothing is guessed about the archive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.data.left_out import LeftOutItems
from anymask.data.open import open_dataset


@dataclass(frozen=True)
class AnyForm:
    """A folder that `open_dataset` recognises."""

    def open(self, folder: Path, source: str) -> MaskDataset:
        """Open it under the name of the set."""
        return Renamed(open_dataset(folder), source)


class Renamed(MaskDataset):
    """A data set under another name.

    Args:
        dataset: any.
        source: the name that all its images belong to.
    """

    def __init__(self, dataset: MaskDataset, source: str) -> None:
        self._dataset = dataset
        self._source = source

    def __len__(self) -> int:
        return len(self._dataset)

    @property
    def left_out(self) -> tuple[LeftOutItems, ...]:
        """What lies there and is not used."""
        return self._dataset.left_out

    def name(self, index: int) -> str:
        """Return the name of the image."""
        return self._dataset.name(index)

    def source(self, index: int) -> str:
        """Return the new name."""
        return self._source

    def image_bytes(self, index: int) -> bytes:
        """Return the image, still encoded."""
        return self._dataset.image_bytes(index)

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the objects of the image."""
        return self._dataset.annotations(index)
