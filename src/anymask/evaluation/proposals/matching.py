"""Which objects a ranked list of proposals finds, at each IoU from 0.5 to 0.95.

The source says "average recall" and no more. Two evaluations are in use, and both are here:
`score` is that of COCO's and LVIS' tools without categories, which the default follows; `overlap`
is that of Detectron's proposals. Letters: T are the IoU thresholds.
"""

from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Bool, Float, Int

from anymask.errors import ConfigurationError, did_you_mean

IOU_THRESHOLDS: tuple[float, ...] = tuple(np.linspace(0.5, 0.95, 10).tolist())
"""0.5, 0.55, ..., 0.95, rounded as COCO's tools round them."""

NEVER = np.iinfo(np.int64).max
"""Stands for the place of a proposal where none finds the object."""

Matching = Callable[
    [Float[np.ndarray, "M N"], Bool[np.ndarray, "N"], Sequence[int]], Float[np.ndarray, "K N"]
]
"""Takes IoUs, which objects count, and K numbers of proposals; gives recalls as below."""


def by_score(
    ious: Float[np.ndarray, "M N"], counted: Bool[np.ndarray, "N"], budgets: Sequence[int]
) -> Float[np.ndarray, "K N"]:
    """Let each proposal in turn take the object that it covers best and that is still free.

    As in COCO's tools, an object that does not count is taken only by a proposal that reaches no
    free one that does, and of equal IoUs the later object is taken.

    Args:
        ious: of M proposals, the best ranked first, with N objects.
        counted: which objects count.
        budgets: K numbers of proposals.

    Returns:
        (K, N) the share of the IoU thresholds at which the first proposals, so many as each budget
        says, find each object.
    """
    places = first_places(ious, counted)  # (T, N)
    return np.stack([(places < budget).mean(axis=0) for budget in budgets])


def by_overlap(
    ious: Float[np.ndarray, "M N"], counted: Bool[np.ndarray, "N"], budgets: Sequence[int]
) -> Float[np.ndarray, "K N"]:
    """Pair the proposal and the object that overlap most, then the next, until all are paired.

    Arguments and result are those of `by_score`; objects that do not count are not paired.
    """
    recalls = np.zeros((len(budgets), ious.shape[1]))
    for recall, budget in zip(recalls, budgets, strict=True):
        free = np.where(counted, ious[:budget], -1.0)
        for _ in range(min(free.shape[0], int(counted.sum()))):
            proposal, found = np.unravel_index(free.argmax(), free.shape)
            recall[found] = np.mean(np.array(IOU_THRESHOLDS) <= free[proposal, found])
            free[proposal], free[:, found] = -1.0, -1.0
    return recalls


def first_places(
    ious: Float[np.ndarray, "M N"], counted: Bool[np.ndarray, "N"]
) -> Int[np.ndarray, "T N"]:
    """Find the place, from 0, of the proposal that takes each object by score; NEVER for none.

    What is found by the first few proposals does not change with those that follow, so one pass
    answers for every number of proposals.
    """
    places = np.full((len(IOU_THRESHOLDS), ious.shape[1]), NEVER)
    for place in np.flatnonzero((ious >= IOU_THRESHOLDS[0]).any(axis=1)).tolist():
        reached = np.flatnonzero(ious[place] >= IOU_THRESHOLDS[0])
        # The best last, then turned: what counts, then the IoU, then the later object.
        order = np.lexsort((reached, ious[place, reached], counted[reached]))[::-1]
        for row, threshold in zip(places, IOU_THRESHOLDS, strict=True):
            for wanted in reached[order].tolist():
                if ious[place, wanted] >= threshold and row[wanted] == NEVER:
                    row[wanted] = place
                    break
    return places


MATCHINGS: dict[str, Matching] = {"score": by_score, "overlap": by_overlap}


def find_matching(name: str) -> Matching:
    """Look a way of matching up.

    Raises:
        ConfigurationError: there is none of that name.

    >>> find_matching("score") is by_score
    True
    """
    if name not in MATCHINGS:
        raise ConfigurationError(
            f"proposals are not matched by {name!r}; {did_you_mean(name, MATCHINGS)}"
        )
    return MATCHINGS[name]
