"""The next click of a tireless annotator: in the middle of the largest error.

The missed part and the part too many are each measured at their innermost pixel, farthest from the
region's boundary and the image's border; the deeper one is clicked there. Source: the evaluation
of "Reviving Iterative Training with Mask Guidance for Interactive Segmentation" (RITM), which
"Segment Anything" (section 7.1) follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jaxtyping import Bool
from torch import Tensor

from anymask.geometry.distance import inside_distance


@dataclass(frozen=True)
class Click:
    """A click on a pixel.

    Attributes:
        column, row: of the pixel, from 0.
        label: 1 on the object, 0 off it.
    """

    column: int
    row: int
    label: int


def next_click(
    answer: Bool[Tensor, "H W"], truth: Bool[Tensor, "H W"], clicked: Iterable[Click] = ()
) -> Click | None:
    """Find the pixel farthest inside the larger error region.

    Args:
        answer: the mask so far.
        truth: the object.
        clicked: earlier clicks; their pixels are not clicked again.

    Returns:
        A click on the object where it was missed, off it where the answer is too much (also where
        both regions are equally deep); the first pixel, row by row, of several. None if no wrong
        pixel is left to click.

    >>> import torch
    >>> next_click(torch.zeros(3, 5, dtype=torch.bool), torch.ones(3, 5, dtype=torch.bool))
    Click(column=1, row=1, label=1)
    """
    clicked = tuple(clicked)
    missed_depth, missed_place = _deepest(truth & ~answer, clicked)
    surplus_depth, surplus_place = _deepest(answer & ~truth, clicked)
    if max(missed_depth, surplus_depth) == 0:
        return None
    label = int(missed_depth > surplus_depth)
    row, column = divmod(missed_place if label else surplus_place, truth.shape[1])
    return Click(column, row, label)


def _deepest(region: Bool[Tensor, "H W"], clicked: tuple[Click, ...]) -> tuple[float, int]:
    """Find the depth of a region and the first pixel, counted row by row, that lies so deep."""
    distance = inside_distance(region)
    for click in clicked:
        distance[click.row, click.column] = 0
    place = int(distance.argmax())
    return float(distance.view(-1)[place]), place
