"""Look at labelled images before the first step: a run on useless data should not begin.

Damage that the look does not meet is skipped and noted while training.
"""

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.dataset import MaskDataset
from anymask.errors import InputError
from anymask.recipes.recipe import Report

LOOKED_AT = 200
"""Images that are opened, evenly spread; a look costs a few milliseconds each."""


def survey(dataset: MaskDataset, report: Report) -> None:
    """Open some of the images and their masks, and say what cannot be used.

    Args:
        dataset: what shall be learned from.
        report: gets a line about images that will be skipped.

    Raises:
        InputError: there is no image, or none that can be used: missing or damaged files, masks
            that are larger than their images, no masks at all.
    """
    if not len(dataset):
        raise InputError("there is no image to learn from; pass labelled images")
    step = -(-len(dataset) // LOOKED_AT)
    broken, empty, good = BrokenSamples(), 0, 0
    for index in range(0, len(dataset), step):
        try:
            usable = len(dataset.compact(index).masks) > 0
        except BrokenSampleError as error:
            broken.record(error.name, error)
            continue
        good, empty = good + usable, empty + (not usable)
    name = dataset.source(0)
    if not good:
        reason = broken.summary() if broken.count else f"none of its {empty} images has a mask"
        raise InputError(f"{name} has nothing to learn from: {reason}")
    if broken.count or empty:
        report(
            f"{name}: of {good + empty + broken.count} images looked at, {empty} have no mask and "
            f"{broken.count} cannot be used; such images are skipped. {broken.summary()}"
        )
