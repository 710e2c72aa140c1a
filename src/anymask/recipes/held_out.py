"""Keep a few labelled images out of training, to measure on while it goes on."""

import zlib
from collections.abc import Sequence
from pathlib import Path

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.data.open import open_dataset
from anymask.errors import ConfigurationError, InputError
from anymask.recipes.recipe import Report
from anymask.recipes.survey import survey


class Part(MaskDataset):
    """Some images of a data set.

    Args:
        dataset: the whole.
        indices: of the images that belong to the part.
    """

    def __init__(self, dataset: MaskDataset, indices: Sequence[int]) -> None:
        self._dataset = dataset
        self._indices = indices

    def __len__(self) -> int:
        return len(self._indices)

    def name(self, index: int) -> str:
        """Return the name of the image file."""
        return self._dataset.name(self._indices[index])

    def source(self, index: int) -> str:
        """Return the name of the set that the image belongs to."""
        return self._dataset.source(self._indices[index])

    def image_bytes(self, index: int) -> bytes:
        """Return the image, still encoded."""
        return self._dataset.image_bytes(self._indices[index])

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the objects of the image, still encoded."""
        return self._dataset.annotations(self._indices[index])


def hold_out(dataset: MaskDataset, share: float, most: int) -> tuple[Part, Part]:
    """Split a data set into a part to learn from and a part to measure on.

    Which images are held out follows from their names alone: it stays the same when a run is
    resumed, on another machine, and for nearly all images when others are added.

    Args:
        dataset: at least two images, with masks on at least one.
        share: of the images to hold out, 0 to 1; at least one is.
        most: images to hold out at most.

    Raises:
        ConfigurationError: the share is no share.
        InputError: a single image, or masks on none.
    """
    if not 0 < share < 1:
        raise ConfigurationError(
            f"held_out_share is {share:g}; pass a share of the images between 0 and 1, such as 0.1"
        )
    if len(dataset) < 2:
        raise InputError(
            f"{dataset.source(0)} has {len(dataset)} image; one is held out to measure on, so two "
            "or more are needed"
        )
    order = sorted(range(len(dataset)), key=lambda index: _rank(dataset, index))
    count = max(1, min(round(share * len(dataset)), most))
    held_out: set[int] = set()
    for index in order:
        if len(held_out) == count:
            break
        if dataset.annotations(index):
            held_out.add(index)
    if not held_out:
        raise InputError(
            f"none of the {len(dataset)} images of {dataset.source(0)} has a mask; "
            "pass labelled images"
        )
    rest = [index for index in range(len(dataset)) if index not in held_out]
    return Part(dataset, rest), Part(dataset, sorted(held_out))


def _rank(dataset: MaskDataset, index: int) -> int:
    return zlib.crc32(dataset.name(index).encode())


def open_and_hold_out(
    paths: Sequence[Path], split: str | None, share: float, most: int, report: Report
) -> tuple[list[MaskDataset], list[MaskDataset]]:
    """Open data sets, look at each before it is used, and split each.

    Args:
        paths: files and folders of labelled images.
        split: keep only this part of each, where its form knows parts.
        share, most: see `hold_out`.
        report: gets remarks about images that will be skipped.

    Returns:
        What to learn from and what to measure on, by data set.

    Raises:
        InputError, FormatError: data that are missing, damaged, or have no usable masks.
        ConfigurationError: a split or a share that does not exist.
    """
    learned: list[MaskDataset] = []
    held_out: list[MaskDataset] = []
    for path in paths:
        dataset = open_dataset(path, split=split)
        survey(dataset, report)
        rest, kept = hold_out(dataset, share, most)
        learned.append(rest)
        held_out.append(kept)
    return learned, held_out
