"""Random crops of pictures without labels: an endless, repeatable stream for pre-training.

Source: the random resized crop of Inception training, as MAE uses it (appendix A.1, table 8):
bicubic, 20 to 100 % of the picture, mirrored half of the time, colours left alone.
"""

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import UInt8
from torch import Tensor
from torch.nn import functional as F

from anymask.data.broken import BrokenSamples
from anymask.data.images import UnlabelledImages
from anymask.errors import ConfigurationError, FormatError, InputError
from anymask.shapes import Size
from anymask.storage.images import image_size, open_image

MAX_TRIES = 10
"""Windows that are tried before the middle of the picture is taken; likewise broken pictures."""


@dataclass(frozen=True)
class RandomCrop:
    """Cut a random window out of a picture and scale it to a square.

    Attributes:
        side: height and width of the result in pixels.
        scale: range of the window's area as a share of the picture's.
        stretch: range of the window's width over its height, log-uniform.
        flip_probability: how often left and right change places.
    """

    side: int = 224
    scale: tuple[float, float] = (0.2, 1.0)
    stretch: tuple[float, float] = (3 / 4, 4 / 3)
    flip_probability: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.scale[0] <= self.scale[1] <= 1:
            raise ConfigurationError(f"scale is {self.scale}; pass 0 < low <= high <= 1")
        if not 0 < self.stretch[0] <= self.stretch[1]:
            raise ConfigurationError(f"stretch is {self.stretch}; pass 0 < low <= high")

    def __call__(self, content: bytes, generator: torch.Generator) -> UInt8[Tensor, "3 S S"]:
        """Decode a picture and crop it.

        Args:
            content: an encoded image.
            generator: source of all randomness (CPU).

        Raises:
            FormatError, InputError: the picture cannot be used.
        """
        top, left, height, width = self.window(image_size(content), generator)
        # A JPEG is decoded at a half or a quarter where the window still is twice the result.
        finest = max(1, min(height, width) // (2 * self.side))
        reduction = min(8, 1 << (finest.bit_length() - 1))
        pixels = torch.from_numpy(open_image(content, reduction=reduction))  # (H, W, 3)
        rows = slice(top // reduction, -(-(top + height) // reduction))
        columns = slice(left // reduction, -(-(left + width) // reduction))
        cut = pixels[rows, columns].permute(2, 0, 1)[None]  # channels last: the fast layout
        square = F.interpolate(cut, (self.side, self.side), mode="bicubic", antialias=True)[0]
        flipped = float(torch.rand((), generator=generator)) < self.flip_probability
        return (square.flip(2) if flipped else square).contiguous()

    def window(self, size: Size, generator: torch.Generator) -> tuple[int, int, int, int]:
        """Draw (top, left, height, width) within a picture of `size` (height, width) pixels."""
        height, width = size
        for _ in range(MAX_TRIES):
            area, shape, y, x = torch.rand(4, generator=generator, dtype=torch.float64).tolist()
            pixels = height * width * (self.scale[0] + (self.scale[1] - self.scale[0]) * area)
            low, high = (math.log(limit) for limit in self.stretch)
            ratio = math.exp(low + (high - low) * shape)
            rows, columns = round(math.sqrt(pixels / ratio)), round(math.sqrt(pixels * ratio))
            if 0 < rows <= height and 0 < columns <= width:
                return int(y * (height - rows + 1)), int(x * (width - columns + 1)), rows, columns
        # A very long picture: the largest window of a permitted shape, in the middle.
        rows = min(height, max(1, round(width / self.stretch[0])))
        columns = min(width, max(1, round(height * self.stretch[1])))
        return (height - rows) // 2, (width - columns) // 2, rows, columns


@dataclass(frozen=True)
class CropStream:
    """Crops of all pictures, epoch after epoch in new orders, as a function of the position.

    Attributes:
        images: what to crop.
        crop: how.
        seed: another seed is another stream.
        broken: gets the pictures that could not be used; another one is drawn for each.
    """

    images: UnlabelledImages
    crop: RandomCrop
    seed: int = 0
    broken: BrokenSamples = field(default_factory=BrokenSamples)

    def __getitem__(self, position: int) -> UInt8[Tensor, "3 S S"]:
        """Return the crop at a position (from 0) of the stream.

        Raises:
            ConfigurationError: ten pictures in a row were broken.
        """
        entropy = np.random.SeedSequence((self.seed, position)).generate_state(1, np.uint64)
        generator = torch.Generator().manual_seed(int(entropy[0] >> 1))
        epoch, place = divmod(position, len(self.images))
        index = int(_order(self.seed, epoch, len(self.images))[place])
        for _ in range(MAX_TRIES):
            try:
                return self.crop(self.images.image_bytes(index), generator)
            except (FormatError, InputError) as error:
                self.broken.record(self.images.name(index), error)
                index = int(torch.randint(len(self.images), (), generator=generator))
        raise ConfigurationError(
            f"{MAX_TRIES} pictures in a row could not be used; {self.broken.summary()}"
        )

    def batch(
        self, step: int, size: int, shard: int = 0, shards: int = 1
    ) -> UInt8[Tensor, "B 3 S S"]:
        """Return a shard's part of the `size` crops of a training step."""
        positions = range(step * size + shard, (step + 1) * size, shards)
        return torch.stack([self[position] for position in positions])


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, length: int) -> Tensor:
    """Shuffle the pictures of an epoch; two epochs are kept, for a step that reaches over."""
    generator = torch.Generator().manual_seed(seed * 1_000_003 + epoch)
    return torch.randperm(length, generator=generator)
