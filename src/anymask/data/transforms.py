"""Random geometry of a training sample: size, shape, crop, mirror, and which objects to keep.

`Augmentation` turns a sample of any size into a square one, ready to be stacked; the mixture
calls it on every draw. Source: large-scale jitter, Ghiasi et al. 2021 section 3 ("Simple
Copy-Paste"), as used for the first SAM models ("Segment Anything", appendix B).
"""

from dataclasses import dataclass, field

import torch
from jaxtyping import Float, Int, UInt8
from torch import Tensor
from torch.nn import functional as F

from anymask.data.colour import ColourJitter
from anymask.data.sample import Sample
from anymask.errors import ConfigurationError
from anymask.geometry import masks as mask_geometry

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

    def __call__(self, sample: Sample, generator: torch.Generator) -> Sample:
        """Return a new sample of (side, side) pixels with at most `max_masks` objects."""
        sample = self._crop(sample, generator)
        if _uniform(0.0, 1.0, generator) < self.flip_probability:
            sample = flip(sample)
        if self.colour is not None:
            sample = Sample(self.colour(sample.image, generator), sample.masks, sample.source)
        return pad_to_square(sample, self.side)

    def _crop(self, sample: Sample, generator: torch.Generator) -> Sample:
        """Scale by a random factor and cut out at most `side` pixels around a random object.

        Objects are sorted out before they are resized, which is what costs.
        """
        height, width = sample.size
        longest = self.side * _log_uniform(*self.scales, generator)
        stretch = _log_uniform(1 / self.max_stretch, self.max_stretch, generator) ** 0.5
        per_pixel = longest / max(height, width)
        x, y = _anchor(sample, generator)
        top, bottom, rows = _window(height, per_pixel * stretch, self.side, y, generator)
        left, right, columns = _window(width, per_pixel / stretch, self.side, x, generator)
        window = Sample(
            sample.image[:, top:bottom, left:right],
            sample.masks[:, top:bottom, left:right],
            sample.source,
        )
        min_area = self.min_area_px / per_pixel**2
        kept = keep_objects(window, self.max_masks, min_area, generator)
        return resize(kept, rows, columns)


def resize(sample: Sample, height: int, width: int) -> Sample:
    """Resize image and masks together, bilinear and antialiased; a pixel counts from one half.

    Objects that are too thin to reach one half anywhere are left out.
    """
    coverage = _interpolate(sample.masks.to(torch.uint8) * 255, height, width)
    masks = coverage > 127
    image = _interpolate(sample.image, height, width)
    return Sample(image, masks[mask_geometry.area(masks) > 0], sample.source)


def flip(sample: Sample) -> Sample:
    """Let left and right change places."""
    return Sample(sample.image.flip(2), sample.masks.flip(2), sample.source)


def pad_to_square(sample: Sample, side: int) -> Sample:
    """Fill up to (side, side) at the right and the bottom: mean colour, no object."""
    height, width = sample.size
    image = torch.tensor(PADDING_RGB, dtype=torch.uint8)[:, None, None].repeat(1, side, side)
    image[:, :height, :width] = sample.image
    masks = F.pad(sample.masks, (0, side - width, 0, side - height))
    return Sample(image, masks, sample.source)


def keep_objects(
    sample: Sample, max_masks: int, min_area_px: float, generator: torch.Generator
) -> Sample:
    """Keep at most `max_masks` objects that are neither specks nor nearly the whole picture."""
    height, width = sample.size
    areas = mask_geometry.area(sample.masks)
    usable = ((areas >= min_area_px) & (areas <= MAX_SHARE * height * width)).nonzero()[:, 0]
    chosen = usable[choose_by_area(areas[usable].float(), max_masks, generator)]
    return Sample(sample.image, sample.masks[chosen], sample.source)


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


def _anchor(sample: Sample, generator: torch.Generator) -> tuple[float, float]:
    """Return the middle (x, y) of a random object's box, or of the image if there is no object."""
    height, width = sample.size
    if not len(sample.masks):
        return width / 2, height / 2
    chosen = int(torch.randint(len(sample.masks), (1,), generator=generator))
    rows, columns = sample.masks[chosen].nonzero().unbind(1)
    if not len(rows):
        return width / 2, height / 2
    return (
        float(columns.min() + columns.max() + 1) / 2,
        float(rows.min() + rows.max() + 1) / 2,
    )


def _window(
    length: int, scale: float, side: int, anchor: float, generator: torch.Generator
) -> tuple[int, int, int]:
    """Cut one axis: return where the window starts and ends, and its length after scaling.

    The window is as long as fits into `side`, and lies anywhere around the anchor.
    """
    scaled = max(1, round(length * scale))
    kept = min(scaled, side)
    extent = max(1, round(length * kept / scaled))  # in source pixels
    low = max(0.0, anchor - extent)
    high = min(float(length - extent), anchor)
    start = min(round(_uniform(low, max(low, high), generator)), length - extent)
    return start, start + extent, kept


def _interpolate(planes: UInt8[Tensor, "C H W"], height: int, width: int) -> UInt8[Tensor, "C h w"]:
    if not len(planes):
        return planes.new_zeros(0, height, width)
    # As a batch of single planes: twice as fast for masks, and torch 2.13 fails on three channels
    # when the result is one pixel.
    resized: Tensor = F.interpolate(
        planes[:, None], (height, width), mode="bilinear", antialias=True
    )
    return resized[:, 0]


def _uniform(low: float, high: float, generator: torch.Generator) -> float:
    return low + (high - low) * float(torch.rand((), generator=generator, dtype=torch.float64))


def _log_uniform(low: float, high: float, generator: torch.Generator) -> float:
    ratio: float = (high / low) ** _uniform(0.0, 1.0, generator)
    return low * ratio
