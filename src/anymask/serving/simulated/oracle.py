"""The truth that simulated annotators know: the objects of a labelled data set by image name."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from anymask.data.dataset import MaskDataset
from anymask.errors import InputError
from anymask.geometry import rle
from anymask.geometry.rle import Rle


class Oracle:
    """The objects of a data set.

    Args:
        datasets: whose image files carry the names that the project knows.

    Raises:
        InputError: two images have one name.
    """

    def __init__(self, datasets: Sequence[MaskDataset]) -> None:
        self._places: dict[str, tuple[MaskDataset, int]] = {}
        for dataset in datasets:
            for index in range(len(dataset)):
                name = _key(dataset.name(index))
                if name in self._places:
                    raise InputError(f"two images of the truth are called {name}; rename one")
                self._places[name] = dataset, index

    def objects(self, image_name: str, least_pixels: int = 1) -> list[Rle]:
        """Return the objects of an image, the most prominent first: the largest.

        Raises:
            InputError: the truth does not know the image.
        """
        place = self._places.get(_key(image_name))
        if place is None:
            raise InputError(f"the truth knows no image {image_name}; pass the data set it is from")
        dataset, index = place
        masks = dict.fromkeys(dataset.compact(index).masks)
        seen = [mask for mask in masks if rle.area(mask) >= least_pixels]
        return sorted(seen, key=rle.area, reverse=True)


def _key(name: str) -> str:
    return PurePosixPath(name).name
