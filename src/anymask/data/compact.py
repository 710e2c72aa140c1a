"""A sample as it lies on disk: the image still encoded, the masks as run lengths.

Training looks at a small part of a picture at a small size. Kept compact until that part is
known, a photo of SA-1B with dozens of masks costs a tenth of decoding everything first.
`Augmentation` takes it; the mixture asks data sets for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from jaxtyping import UInt8
from torch import Tensor

from anymask.data.broken import BrokenSampleError
from anymask.data.sample import Sample
from anymask.errors import FormatError, InputError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size
from anymask.storage.images import open_image


@dataclass(frozen=True, eq=False)
class CompactSample:
    """An image with M object masks, nothing of it decoded.

    Attributes:
        image: an encoded file, or the pixels (3, H, W) of what was never encoded.
        masks: M masks of the image's size.
        size: (height, width) in pixels.
        source: name of the data set that it comes from.
        name: of the image, for messages.
    """

    image: bytes | Tensor
    masks: tuple[Rle, ...]
    size: Size
    source: str
    name: str

    @classmethod
    def of(cls, sample: Sample) -> "CompactSample":
        """Compress the masks of a sample."""
        masks = tuple(rle.encode(sample.masks))
        return cls(sample.image, masks, sample.size, sample.source, sample.source)

    def keep(self, chosen: Sequence[int]) -> "CompactSample":
        """Return the sample with these of its masks only."""
        return replace(self, masks=tuple(self.masks[index] for index in chosen))

    def decode(self) -> Sample:
        """Decode image and masks at their full size.

        Raises:
            BrokenSampleError: the image cannot be read.
        """
        masks = [rle.decode(mask) for mask in self.masks]
        stack = torch.stack(masks) if masks else torch.zeros(0, *self.size, dtype=torch.bool)
        return Sample(self.pixels().contiguous(), stack, self.source)

    def reduction(self, scale: float) -> int:
        """Say by how much the image may be reduced while it is decoded, if `scale` times its size
        is all that is wanted: 1, 2, 4 or 8; pixels that were never encoded are not reduced.
        """
        if isinstance(self.image, Tensor):
            return 1
        return max(factor for factor in (1, 2, 4, 8) if factor == 1 or factor * scale <= 1)

    def pixels(self, reduction: int = 1) -> UInt8[Tensor, "3 h w"]:
        """Decode the image at 1, 1/2, 1/4 or 1/8 of its size, rounded up.

        Args:
            reduction: the divisor, as `self.reduction` chooses it.

        Raises:
            BrokenSampleError: it cannot be read, or is not of the size that its header says.
        """
        if isinstance(self.image, Tensor):
            assert reduction == 1, "pixels are not reduced"
            return self.image
        try:
            pixels = torch.from_numpy(open_image(self.image, reduction=reduction))  # (h, w, 3)
        except (FormatError, InputError) as error:
            raise BrokenSampleError(self.name, str(error)) from error
        return pixels.permute(2, 0, 1)  # (3, h, w), a view: resizing wants channels last
