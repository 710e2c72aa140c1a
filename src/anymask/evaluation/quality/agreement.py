"""How well one version of an object agrees with those of other annotators.

The audit of SA-1B (section 5 of "Segment Anything") counts pairs of masks with an IoU above .90 and
.75; people who mark the same object agree at 85 to 91 %. Here each other annotator is one pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anymask.evaluation.quality.annotators import Annotator
from anymask.geometry.rle import Rle

TARGETS = (90, 75)
"""Published bounds of the IoU, in percent."""
EXACT = 1.0

SECOND, CLOSEST, OWN = "second", "closest", "own"


@dataclass(frozen=True)
class Versions:
    """What other annotators of an image drew where one of them drew an object.

    Attributes:
        others: each with the segment that overlaps the object most.
        silent: how many drew nothing there, and count all the same.
    """

    others: tuple[tuple[Annotator, int], ...]
    silent: int = 0

    def __len__(self) -> int:
        return len(self.others) + self.silent


def versions_of(
    drawn: Rle, annotators: Sequence[Annotator], *, one_drew_it: bool, same: float
) -> Versions:
    """Find what other annotators drew where one drew an object.

    Args:
        drawn: the object.
        annotators: of the image.
        one_drew_it: whether the object is from one of them; the first who has exactly it is left
            out then.
        same: segments with a smaller IoU are other objects, and do not count as versions; 0 counts
            whatever overlaps most, and who drew nothing there too.

    Raises:
        ValueError: none of them has exactly it, though one should.
    """
    found = [(annotator, annotator.closest(drawn)) for annotator in annotators]
    there = [(annotator, number) for annotator, number in found if number is not None]
    ious = [annotator.iou(drawn, number) for annotator, number in there]
    if one_drew_it:
        place = ious.index(EXACT)
        del there[place], ious[place]
    kept = [pair for pair, iou in zip(there, ious, strict=True) if iou >= same]
    silent = sum(number is None for _, number in found)
    return Versions(tuple(kept), 0 if same else silent)


def agreement(answer: Rle, versions: Versions) -> dict[str, float]:
    """Compare a mask of an object with the versions of others.

    Args:
        answer: of a model, or the object as its own annotator drew it.
        versions: of the other annotators, at least one; who drew nothing there counts as IoU 0.

    Returns:
        second: the mean IoU with the other annotators, and second_90, second_75: the share of them
        at that IoU or above; closest, closest_90, closest_75: the same of the one who is closest.
    """
    ious = [annotator.iou(answer, number) for annotator, number in versions.others]
    ious += [0.0] * versions.silent
    best = max(ious)
    scores = {SECOND: sum(ious) / len(ious), CLOSEST: best}
    for target in TARGETS:
        scores[at_least(SECOND, target)] = sum(iou >= target / 100 for iou in ious) / len(ious)
        scores[at_least(CLOSEST, target)] = float(best >= target / 100)
    return scores


def at_least(measure: str, target: int) -> str:
    """Name the share of pairs at an IoU or above.

    >>> at_least("second", 90)
    'second_90'
    """
    return f"{measure}_{target}"
