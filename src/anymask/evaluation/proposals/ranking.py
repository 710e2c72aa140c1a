"""Sorting masks into proposals: the best first, and no more than were asked for."""

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.evaluation.proposals.options import ProposalOptions, Ranking
from anymask.inference.result import Masks


def rank(masks: Masks, options: ProposalOptions) -> Masks:
    """Sort masks by rank, the first of equals first, and keep the best.

    Masks that tell no stability are ranked by their scores alone.

    >>> from anymask.geometry.rle import Rle
    >>> runs = Rle((1, 1), [1]), Rle((1, 1), [0, 1])
    >>> found = Masks((1, 1), torch.tensor([0.2, 0.9]), runs=runs)
    >>> rank(found, ProposalOptions(max_proposals=1)).scores
    tensor([0.9000])
    """
    order = torch.argsort(_worth(masks, options.ranking), descending=True, stable=True)
    return masks[order[: options.max_proposals]]


def _worth(masks: Masks, ranking: Ranking) -> Float[Tensor, "M"]:
    if masks.stability is None or ranking == "predicted-iou":
        return masks.scores
    return masks.stability if ranking == "stability" else (masks.scores + masks.stability) / 2
