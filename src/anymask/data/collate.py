"""Put samples of one size together into the batch that a training step takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Int, UInt8
from torch import Tensor

from anymask.data.sample import Sample


@dataclass(frozen=True)
class Batch:
    """Images of one square size and the masks of all of them in one stack.

    Attributes:
        images: RGB in 0..255.
        masks: the objects of all images, image by image, none empty.
        image_index: the image that each mask belongs to.
    """

    images: UInt8[Tensor, "I 3 S S"]
    masks: Bool[Tensor, "B S S"]
    image_index: Int[Tensor, "B"]

    def to(self, device: torch.device) -> "Batch":
        """Return the same batch on `device`."""
        return Batch(self.images.to(device), self.masks.to(device), self.image_index.to(device))


def collate(samples: Sequence[Sample]) -> Batch:
    """Stack samples; their images must have the same size."""
    counts = torch.tensor([len(sample.masks) for sample in samples])
    return Batch(
        images=torch.stack([sample.image for sample in samples]),
        masks=torch.cat([sample.masks for sample in samples]),
        image_index=torch.repeat_interleave(torch.arange(len(samples)), counts),
    )
