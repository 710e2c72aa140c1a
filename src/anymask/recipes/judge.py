"""Measure and show a model on held-out images while it trains."""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import UInt8
from torch import Tensor

from anymask.data.dataset import MaskDataset
from anymask.evaluation.methods import ModelMethod
from anymask.evaluation.object_rows import pool
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.rows import RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.walk import walk
from anymask.geometry import rle
from anymask.geometry.distance import innermost_point
from anymask.inference.draw import draw_masks
from anymask.inference.segmenter import Segmenter
from anymask.models.sam.model import Sam

CELL = 256
"""Side in pixels of a picture in the panel."""

PICTURES_SHOWN, OBJECTS_SHOWN = 4, 6
"""Held-out images in the panel, and objects of each: the largest."""


class Judge:
    """Clicks on and draws boxes around the objects of held-out images.

    Args:
        held_out: images that are not learned from, by data set.
    """

    def __init__(self, held_out: Sequence[MaskDataset]) -> None:
        self._held_out = held_out

    def scores(self, model: Sam) -> dict[str, float]:
        """Return the mean IoU of one click (regular, and best of three) and of one box.

        "score", which decides which weights are the best, is the mean of regular and box.
        """
        method, task = ModelMethod("model", Segmenter(model)), PointsTask(columns=(1,))
        rows = [
            row
            for number, part in enumerate(self._held_out)
            for row in walk(str(number), part, method, task, Sampling(), RowLog()).rows
        ]
        means = {name: sum(values) / len(values) for name, values in pool(rows).items()}
        return {"score": (means["regular"] + means["box"]) / 2} | means

    def picture(self, model: Sam) -> UInt8[Tensor, "3 H W"]:
        """Show true masks (above) and the answers to a click on each (below)."""
        segmenter, columns = Segmenter(model), list[Tensor]()
        for part in self._held_out:
            for index in range(min(len(part), PICTURES_SHOWN - len(columns))):
                columns.append(_column(segmenter, part, index))
        return torch.cat(columns, dim=2)


def _column(segmenter: Segmenter, part: MaskDataset, index: int) -> UInt8[Tensor, "3 H W"]:
    sample = part.compact(index)
    image = np.ascontiguousarray(sample.pixels().permute(1, 2, 0).numpy())  # (H, W, 3)
    masks = [mask for mask in sample.masks if rle.area(mask)]
    truth = sorted(masks, key=rle.area, reverse=True)[:OBJECTS_SHOWN]
    if not truth:
        return torch.cat([_cell(image)] * 2, dim=1)
    points = [innermost_point(rle.decode(mask)) for mask in truth]
    answers = segmenter.embed(image).segment(
        points=[[point] for point in points], labels=[[1]] * len(points), multimask=False
    )
    shown = (draw_masks(image, truth), draw_masks(image, answers.rle(), points=points))
    return torch.cat([_cell(picture) for picture in shown], dim=1)


def _cell(picture: UInt8[np.ndarray, "H W 3"]) -> UInt8[Tensor, "3 S S"]:
    """Shrink a picture into a square, black around it."""
    height, width = picture.shape[:2]
    scale = CELL / max(height, width)
    size = (max(1, round(height * scale)), max(1, round(width * scale)))
    pixels = torch.from_numpy(picture).permute(2, 0, 1)[None]
    small = F.interpolate(pixels, size, mode="bilinear", antialias=True)[0]
    return F.pad(small, (0, CELL - size[1], 0, CELL - size[0]))
