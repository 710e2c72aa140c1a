"""Objects that ignore the picture: they teach a fresh decoder where a prompt points.

The first lesson of a model that starts from nothing; real objects follow once a click has a place
and a box an inside (docs/log.md tells what happens without it).
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from anymask.data.compact import CompactSample
from anymask.data.sample import Sample
from anymask.data.transforms import Augmentation


@dataclass(frozen=True)
class PlacedEllipses:
    """Replace the objects of an augmented sample by as many ellipses anywhere in the square.

    Attributes:
        augmentation: makes the square picture.
        radii: range of both radii as a share of the side.
    """

    augmentation: Augmentation
    radii: tuple[float, float] = (0.05, 0.3)

    def __call__(self, drawn: Sample | CompactSample, generator: torch.Generator) -> Sample:
        """Return the augmented picture with new masks."""
        square = self.augmentation(drawn, generator)
        masks = self._ellipses(len(square.masks), generator)
        return Sample(square.image, masks, square.source)

    def _ellipses(self, count: int, generator: torch.Generator) -> Tensor:
        side, (low, high) = self.augmentation.side, self.radii
        centre = torch.rand(2, count, 1, 1, generator=generator) * side
        radius = (low + (high - low) * torch.rand(2, count, 1, 1, generator=generator)) * side
        pixel = torch.arange(side) + 0.5
        x = (pixel - centre[0]) / radius[0]  # (count, 1, side)
        y = (pixel[:, None] - centre[1]) / radius[1]  # (count, side, 1)
        return x**2 + y**2 < 1
