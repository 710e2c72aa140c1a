"""IoU of answers with the truth, computed on run lengths without full-size masks."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.geometry import rle
from anymask.geometry.rle import Rle


def paired_iou(answers: Sequence[Rle], truths: Sequence[Rle]) -> Float[Tensor, "N"]:
    """Compare each answer with the truth at the same place.

    Args:
        answers: N masks.
        truths: N masks of the same size, not empty.

    Returns:
        (N,) float64 intersection over union in [0, 1].

    >>> paired_iou([Rle((1, 3), [0, 2, 1])], [Rle((1, 3), [1, 2])])
    tensor([0.3333], dtype=torch.float64)
    """
    ious = []
    for answer, truth in zip(answers, truths, strict=True):
        shared = rle.intersection(answer, truth)
        ious.append(shared / (rle.area(answer) + rle.area(truth) - shared))
    return torch.tensor(ious, dtype=torch.float64)
