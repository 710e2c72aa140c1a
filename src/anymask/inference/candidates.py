"""Candidates of everything mode: grid points decoded, confident masks kept as small pieces.

The predicted IoU costs nothing, so it is asked first; of the masks that pass only the cells around
the mask are kept. `exact.py` and `fast.py` decide which of them become masks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.geometry.frame import Frame
from anymask.inference.scene import AMBIGUOUS_HEADS, Scene
from anymask.inference.upsample import (
    FAR_BELOW,
    Fine,
    Window,
    can_take_windows,
    first_step,
    occupied_cells,
    second_step,
)
from anymask.prompting.prompts import PADDING_LABEL, Prompts

PIECE_MARGIN = 3
"""Cells kept around a mask: its pixels are interpolated from the next two."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A confident mask at low resolution.

    Attributes:
        score: predicted IoU.
        point: (x, y) in pixels of the crop: the grid point that found it.
        piece: logits of the cells around the mask.
        corner: (x, y) cell at which the piece starts.
        cells: (x0, y0, x1, y1) cells that matter, half-open.
        mask_size: side of the low-resolution logits in cells.
        remake: decodes the mask again, for who had to forget it.
    """

    score: float
    point: tuple[float, float]
    piece: Float[Tensor, "h w"]
    corner: tuple[int, int]
    cells: tuple[int, int, int, int]
    mask_size: int
    remake: Callable[[], "Candidate"]

    def first_step(self, frame: Frame) -> Fine | None:
        """Go half way to full resolution; None where the picture is too small for windows."""
        if not can_take_windows(self.mask_size, frame):
            return None
        return first_step(self.piece, self.corner, self.mask_size, frame, self.cells)

    def upsample(self, frame: Frame) -> Window:
        """Make the part of the full-resolution logits that matters."""
        fine = self.first_step(frame)
        if fine is not None:
            return second_step(fine, frame)
        (x, y), (height, width) = self.corner, self.piece.shape
        plane = torch.full((self.mask_size, self.mask_size), FAR_BELOW)
        plane[y : y + height, x : x + width] = self.piece
        return Window(frame.upsample(plane), 0, 0)


def propose(
    scene: Scene,
    points: Float[Tensor, "N 2"],
    *,
    points_per_batch: int,
    pred_iou_thresh: float,
    lowest: float,
) -> Iterator[list[Candidate]]:
    """Prompt a grid of points, three masks each, and keep the confident ones.

    Args:
        scene: the encoded crop.
        points: (x, y) in pixels of the crop.
        points_per_batch: points decoded together.
        pred_iou_thresh: keep masks whose predicted IoU is above this; 0 keeps all.
        lowest: the lowest threshold at which a mask will be cut; cells below do not matter.

    Yields:
        The candidates of each batch in the order of points, then of masks.
    """
    for start in range(0, len(points), points_per_batch):
        batch = points[start : start + points_per_batch]
        prompts = Prompts(
            coords=torch.stack([batch, torch.zeros_like(batch)], dim=1),
            labels=torch.tensor([1, PADDING_LABEL]).expand(len(batch), 2),
        )
        logits, scores = scene.decode(prompts, AMBIGUOUS_HEADS)
        confident = scores > pred_iou_thresh if pred_iou_thresh > 0 else torch.isfinite(scores)
        found = []
        for point, mask in confident.nonzero().tolist():
            x, y = batch[point].tolist()
            again = partial(_plane, scene, prompts, point, mask)
            found.append(
                make_candidate(
                    logits[point, mask], float(scores[point, mask]), (x, y), lowest, again
                )
            )
        yield found


def _plane(scene: Scene, prompts: Prompts, point: int, mask: int) -> Float[Tensor, "h w"]:
    """Decode one mask of one point of a batch again."""
    one = Prompts(prompts.coords[point : point + 1], prompts.labels[point : point + 1])
    logits, _ = scene.decode(one, AMBIGUOUS_HEADS)
    return logits[0, mask]


def make_candidate(
    logits: Float[Tensor, "h w"],
    score: float,
    point: tuple[float, float],
    lowest: float,
    again: Callable[[], Float[Tensor, "h w"]],
) -> Candidate:
    """Cut out the cells around a mask.

    Args:
        logits: of the padded square.
        score: predicted IoU.
        point: (x, y) in pixels of the crop that found the mask.
        lowest: the lowest threshold at which it will be cut.
        again: makes the logits once more.
    """
    side = logits.shape[0]
    cells = occupied_cells(logits, lowest) or (0, 0, 0, 0)
    x0, y0 = (max(0, low - PIECE_MARGIN) for low in cells[:2])
    x1, y1 = (min(side, high + PIECE_MARGIN) for high in cells[2:])

    def remake() -> Candidate:
        return make_candidate(again(), score, point, lowest, again)

    piece = logits[y0:y1, x0:x1].clone()
    return Candidate(score, point, piece, (x0, y0), cells, side, remake)
