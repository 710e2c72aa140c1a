"""A second set of the same images: whoever marked it is the second annotator of an audit.

So SA-1B was audited: its automatic masks against those that professionals corrected.
"""

from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.evaluation.quality.annotators import Annotator, DrewMasks
from anymask.geometry import rle


class SecondSet:
    """The same images, marked by somebody else.

    Args:
        dataset: whose images have the same names.
        name: for the report.
    """

    def __init__(self, dataset: MaskDataset, name: str) -> None:
        self.name = name
        self._dataset = dataset
        self._places = {dataset.name(index): index for index in range(len(dataset))}

    def annotator(self, image: str) -> Annotator:
        """Return what is marked in the image of this name.

        Raises:
            BrokenSampleError: the set does not have it, or it cannot be read.
        """
        if image not in self._places:
            raise BrokenSampleError(image, f"{self.name} does not have it")
        masks = self._dataset.compact(self._places[image]).masks
        return DrewMasks([mask for mask in masks if rle.area(mask)])
