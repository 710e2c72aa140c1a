"""One training sample: a photo or rendered scene and the masks of its objects.

Everything on the data side takes and returns this type; a training objective collates it.
"""

from dataclasses import dataclass

from jaxtyping import Bool, UInt8
from torch import Tensor

from anymask.shapes import Size


@dataclass(frozen=True, eq=False)
class Sample:
    """An image with M (possibly overlapping, possibly zero) object masks.

    Attributes:
        image: (3, H, W) uint8, RGB.
        masks: (M, H, W) bool, in the same frame as the image.
        source: name of the data set that it comes from, for mixtures and reports.

    >>> import torch
    >>> image = torch.zeros(3, 4, 6, dtype=torch.uint8)
    >>> Sample(image, torch.zeros(2, 4, 6, dtype=torch.bool), "made up").size
    (4, 6)
    """

    image: UInt8[Tensor, "3 H W"]
    masks: Bool[Tensor, "M H W"]
    source: str

    def __post_init__(self) -> None:
        assert self.image.shape[1:] == self.masks.shape[1:], "image and masks differ in size"

    @property
    def size(self) -> Size:
        """(height, width) in pixels."""
        return (self.image.shape[1], self.image.shape[2])
