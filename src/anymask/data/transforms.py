"""Random geometry of a training sample: size, shape, crop, mirror, and which objects to keep.

`Augmentation` turns a sample of any size into a square one, ready to be stacked; the mixture
calls it on every draw. Where to look is settled on run lengths, and only that part is decoded, at
the size that is wanted. Source: large-scale jitter, Ghiasi et al. 2021 section 3 ("Simple
Copy-Paste"), as used for the first SAM models ("Segment Anything", appendix B).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from jaxtyping import Bool, Float, Int, UInt8
from torch import Tensor
from torch.nn import functional as F

from anymask.data.colour import ColourJitter
from anymask.data.compact import CompactSample
from anymask.data.sample import Sample
from anymask.errors import ConfigurationError
from anymask.geometry import rle
from anymask.geometry.rle import Rle

PADDING_RGB = (124, 116, 104)
"""The mean colour that models subtract, so that padding is zero for them as it is at inference."""

MAX_SHARE = 0.9
"""Larger objects, as a share of the picture, are dropped ("Segment Anything", appendix A)."""


@dataclass(frozen=True)
class Augmentation:
    """Scale, crop, mirror and recolour a sample to a square, and keep a few of its objects.

    Attributes:
        side: height and width of the result in pixels.
        scales: range of the longest side after scaling, as a multiple of `side`, log-uniform.
        max_stretch: one axis is stretched against the other by up to this factor, log-uniform.
        flip_probability: how often left and right change places.
        max_masks: objects kept at most, drawn by the square root of their area.
        min_area_px: smaller objects (after scaling and cropping) are dropped.
        colour: jitter of the pixel values, or None.

    >>> sample = Sample(torch.zeros(3, 40, 60, dtype=torch.uint8), torch.ones(1, 40, 60) > 2, "")
    >>> Augmentation(side=32)(sample, torch.Generator()).size
    (32, 32)
    """

    side: int
    scales: tuple[float, float] = (0.8, 2.0)
    max_stretch: float = 1.25
    flip_probability: float = 0.5
    max_masks: int = 8
    min_area_px: int = 32
    colour: ColourJitter | None = field(default_factory=ColourJitter)

    def __post_init__(self) -> None:
        low, high = self.scales
        if not 0 < low <= high:
            raise ConfigurationError(f"scales is {self.scales}; pass (low, high), 0 < low <= high")
        if self.side < 1 or self.max_masks < 1 or self.max_stretch < 1:
            raise ConfigurationError(
                f"side {self.side}, max_masks {self.max_masks} and max_stretch "
                f"{self.max_stretch} must all be at least 1"
            )

    def __call__(self, drawn: Sample | CompactSample, generator: torch.Generator) -> Sample:
        """Return a new sample of (side, side) pixels with at most `max_masks` objects.

        Raises:
            BrokenSampleError: the image of a compact sample cannot be read.
        """
        compact = drawn if isinstance(drawn, CompactSample) else CompactSample.of(drawn)
        sample = self._crop(compact, generator)
        if _uniform(0.0, 1.0, generator) < self.flip_probability:
            sample = flip(sample)
        if self.colour is not None:
            sample = Sample(self.colour(sample.image, generator), sample.masks, sample.source)
        return pad_to_square(sample, self.side)

    def _crop(self, sample: CompactSample, generator: torch.Generator) -> Sample:
        """Scale by a random factor and cut out at most `side` pixels around a random object."""
        height, width = sample.size
        longest = self.side * _log_uniform(*self.scales, generator)
        stretch = _log_uniform(1 / self.max_stretch, self.max_stretch, generator) ** 0.5
        per_pixel = longest / max(height, width)
        down, across = per_pixel * stretch, per_pixel / stretch
        reduction = sample.reduction(max(down, across))
        x, y = _anchor(sample, generator)
        vertical = _window(height, down, self.side, y, reduction, generator)
        horizontal = _window(width, across, self.side, x, reduction, generator)

        window = (vertical.length, horizontal.length)
        masks = [
            rle.crop(mask, (horizontal.start, vertical.start), window) for mask in sample.masks
        ]
        kept = keep_objects(masks, self.max_masks, self.min_area_px / per_pixel**2, generator)
        decoded = rle.resize([masks[index] for index in kept], (vertical.kept, horizontal.kept))
        pixels = sample.pixels(reduction)[:, vertical.reduced(reduction)]
        image = _interpolate(
            pixels[:, :, horizontal.reduced(reduction)], vertical.kept, horizontal.kept
        )
        return Sample(image, _without_empty(decoded), sample.source)


def resize(sample: Sample, height: int, width: int) -> Sample:
    """Resize the image, bilinear and antialiased, and the masks together.

    A pixel belongs to a mask from one half of it on; objects that are too thin to reach one half
    anywhere are left out.
    """
    masks = rle.resize(rle.encode(sample.masks), (height, width))
    return Sample(_interpolate(sample.image, height, width), _without_empty(masks), sample.source)


def flip(sample: Sample) -> Sample:
    """Let left and right change places."""
    return Sample(sample.image.flip(2), sample.masks.flip(2), sample.source)


def pad_to_square(sample: Sample, side: int) -> Sample:
    """Fill up to (side, side) at the right and the bottom: mean colour, no object."""
    height, width = sample.size
    if height == width == side:
        return sample
    image = torch.tensor(PADDING_RGB, dtype=torch.uint8)[:, None, None].repeat(1, side, side)
    image[:, :height, :width] = sample.image
    masks = F.pad(sample.masks, (0, side - width, 0, side - height))
    return Sample(image, masks, sample.source)


def keep_objects(
    masks: Sequence[Rle], max_masks: int, min_area_px: float, generator: torch.Generator
) -> list[int]:
    """Choose at most `max_masks` objects that are neither specks nor nearly the whole picture.

    Args:
        masks: objects of one picture.
        max_masks: how many to keep at most, drawn by the square root of their area.
        min_area_px: smaller ones are never kept.
        generator: source of all randomness (CPU).

    Returns:
        Indices without repetition.
    """
    areas = torch.tensor([rle.area(mask) for mask in masks], dtype=torch.float32)
    largest = MAX_SHARE * masks[0].size[0] * masks[0].size[1] if masks else 0.0
    usable = ((areas >= min_area_px) & (areas <= largest)).nonzero()[:, 0]
    chosen: list[int] = usable[choose_by_area(areas[usable], max_masks, generator)].tolist()
    return chosen


def choose_by_area(
    areas: Float[Tensor, "M"], count: int, generator: torch.Generator
) -> Int[Tensor, "N"]:
    """Draw at most `count` objects, each with a chance that grows with the root of its area.

    So hundreds of specks do not crowd out the few large objects, nor the other way round.

    Args:
        areas: (M,) in pixels; less than one pixel counts as one.
        count: how many to draw.
        generator: source of all randomness (CPU).

    Returns:
        Indices (N,) without repetition; all M in order where M <= count.
    """
    if len(areas) <= count:
        return torch.arange(len(areas))
    return torch.multinomial(areas.clamp(min=1).sqrt(), count, generator=generator)


@dataclass(frozen=True)
class _Window:
    """A stretch of one axis: `start` and `length` in pixels of the picture, `kept` in new ones."""

    start: int
    length: int
    kept: int

    def reduced(self, reduction: int) -> slice:
        """Find the same stretch in a picture whose sides are divided by `reduction`."""
        return slice(self.start // reduction, -(-(self.start + self.length) // reduction))


def _anchor(sample: CompactSample, generator: torch.Generator) -> tuple[float, float]:
    """Return the middle (x, y) of a random object's box, or of the image if there is no object."""
    height, width = sample.size
    if not sample.masks:
        return width / 2, height / 2
    chosen = int(torch.randint(len(sample.masks), (1,), generator=generator))
    x0, y0, x1, y1 = rle.box(sample.masks[chosen])
    if x0 == x1:
        return width / 2, height / 2
    return (x0 + x1) / 2, (y0 + y1) / 2


def _window(
    length: int,
    scale: float,
    side: int,
    anchor: float,
    reduction: int,
    generator: torch.Generator,
) -> _Window:
    """Cut one axis.

    The window is as long as fits into `side`, and lies anywhere around the anchor. It begins and
    ends between the squares of the reduced image, so that image and masks show the same.
    """
    scaled = max(1, round(length * scale))
    kept = min(scaled, side)
    extent = max(1, round(length * kept / scaled))  # in source pixels
    low = max(0.0, anchor - extent)
    high = min(float(length - extent), anchor)
    start = min(round(_uniform(low, max(low, high), generator)), length - extent)
    end = min(-(-(start + extent) // reduction) * reduction, length)
    start -= start % reduction
    return _Window(start, end - start, kept)


def _without_empty(masks: Bool[Tensor, "M H W"]) -> Bool[Tensor, "N H W"]:
    seen = torch.from_numpy(masks.flatten(1).numpy().any(1))
    return masks if bool(seen.all()) else masks[seen]


def _interpolate(image: UInt8[Tensor, "3 H W"], height: int, width: int) -> UInt8[Tensor, "3 h w"]:
    if height == width == 1:  # torch 2.13 fails on three channels when the result is one pixel
        return _interpolate(image, 1, 2)[:, :, :1]
    # Channels last is the layout of decoded images, and three times as fast here.
    batch = image[None].contiguous(memory_format=torch.channels_last)
    resized: Tensor = F.interpolate(batch, (height, width), mode="bilinear", antialias=True)
    return resized[0]


def _uniform(low: float, high: float, generator: torch.Generator) -> float:
    return low + (high - low) * float(torch.rand((), generator=generator, dtype=torch.float64))


def _log_uniform(low: float, high: float, generator: torch.Generator) -> float:
    ratio: float = (high / low) ** _uniform(0.0, 1.0, generator)
    return low * ratio
