"""How well the answers to one phrase cover the objects that it means.

Two measures: recall asks for the objects one by one, IoU for all their pixels together. Recall
counts objects as COCO does: an answer finds one object at most, and an object is found by one
answer at most, at an IoU of one half or more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.optimize import linear_sum_assignment

from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

THRESHOLD = 0.5
"""An answer of at least this IoU finds an object."""


@dataclass(frozen=True, eq=False)
class PhraseScore:
    """One phrase of one image, scored.

    Attributes:
        recall: share of its objects that were found, 0 to 1.
        iou: of all answers together with all objects together, 0 to 1.
        answer: all answers together.
    """

    recall: float
    iou: float
    answer: Rle


def score_phrase(answers: Sequence[Rle], truths: Sequence[Rle]) -> PhraseScore:
    """Score the answers to a phrase.

    Args:
        answers: any number of masks.
        truths: the objects that the phrase means, one or more, of which one has a pixel.

    >>> whole, left = Rle((1, 4), [0, 4]), Rle((1, 4), [0, 2, 2])
    >>> score = score_phrase([whole], [left])
    >>> score.recall, score.iou
    (1.0, 0.5)
    """
    answer, truth = join(answers, truths[0].size), join(truths, truths[0].size)
    shared = rle.intersection(answer, truth)
    union = rle.area(answer) + rle.area(truth) - shared
    return PhraseScore(found(answers, truths) / len(truths), shared / union, answer)


def found(answers: Sequence[Rle], truths: Sequence[Rle]) -> int:
    """Count the objects that have an answer of their own: the largest number of such pairs."""
    if not answers:
        return 0
    reaches = rle.iou(answers, truths).numpy() >= THRESHOLD
    rows, columns = linear_sum_assignment(reaches, maximize=True)
    return int(reaches[rows, columns].sum())


def join(masks: Sequence[Rle], size: Size) -> Rle:
    """Unite masks; of none, the empty mask."""
    return rle.union(masks) if masks else Rle(size, [size[0] * size[1]])
