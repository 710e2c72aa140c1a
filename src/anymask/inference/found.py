"""What everything mode passes around inside: the task of one crop, and the masks found in it."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool
from torch import Tensor

from anymask.geometry import rle
from anymask.geometry.boxes import near_crop_edge
from anymask.geometry.frame import Frame
from anymask.geometry.grids import CropBox
from anymask.geometry.rle import Rle
from anymask.inference.candidates import Candidate
from anymask.inference.measure import Box
from anymask.inference.options import AutomaticOptions
from anymask.inference.upsample import Window
from anymask.shapes import Size


@dataclass(frozen=True)
class Found:
    """A mask that everything mode keeps, in pixels of the whole image.

    Attributes:
        rle: the mask.
        box: around it.
        score: predicted IoU.
        stability: how little the mask changes with the threshold.
        point: (x, y) of the grid point that found it.
        crop: where it was found.
    """

    rle: Rle
    box: Box
    score: float
    stability: float
    point: tuple[float, float]
    crop: CropBox

    @property
    def crop_area(self) -> int:
        """Pixels of the crop in which the mask was found."""
        height, width = self.crop.size
        return height * width


@dataclass(frozen=True)
class CropTask:
    """One crop to work through.

    Attributes:
        frame: how the crop lies in the model's square.
        crop: the crop in the image.
        size: (height, width) of the image.
        options: what is asked of a mask.
    """

    frame: Frame
    crop: CropBox
    size: Size
    options: AutomaticOptions

    def is_cut(self, box: Box) -> bool:
        """Does a box (of the image) touch an edge of the crop at which the image goes on?"""
        return bool(near_crop_edge(torch.tensor([box]), self.crop.xyxy, self.size)[0])

    def box_in_image(self, box: Box) -> Box:
        """Move a box from the crop to the image."""
        x, y = self.crop.x0, self.crop.y0
        return box[0] + x, box[1] + y, box[2] + x, box[3] + y

    def found(
        self,
        candidate: Candidate,
        mask: Bool[Tensor, "h w"],
        window: Window,
        box: Box,
        stability: float,
    ) -> Found:
        """Compress a mask that is to be kept and place it in the image.

        Args:
            candidate: what the mask was made from.
            mask: the mask in its window of the crop.
            window: where that is.
            box: of the mask in the image.
            stability: of the mask.
        """
        offset = self.crop.x0 + window.x, self.crop.y0 + window.y
        x, y = candidate.point
        return Found(
            rle=rle.encode_window(mask, offset, self.size),
            box=box,
            score=candidate.score,
            stability=stability,
            point=(x + self.crop.x0, y + self.crop.y0),
            crop=self.crop,
        )
