"""How often neighbours are of the same category, and how often they would be by chance.

A query counts when somebody of its category is among its candidates: the others cannot be right.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from anymask.evaluation.probe.neighbours import (
    QUERIES_AT_A_TIME,
    Scope,
    candidates,
    find_neighbours,
)


@dataclass(frozen=True, eq=False)
class Agreement:
    """The Q queries that count.

    Attributes:
        queries: their places among the N masks.
        precision: of the first 1, 2, ... K neighbours, the share that is of the query's category;
            candidates that do not exist are not of it.
        chance: the share of the query's category among all its candidates.
    """

    queries: Int[Tensor, "Q"]
    precision: Float[Tensor, "Q K"]
    chance: Float[Tensor, "Q"]


def measure_agreement(
    embeddings: Float[Tensor, "N C"],
    images: Int[Tensor, "N"],
    categories: Int[Tensor, "N"],
    scope: Scope,
    count: int,
) -> Agreement:
    """Compare the category of every mask with those of its nearest neighbours.

    Args:
        embeddings: of N masks.
        images: the number of the image of each.
        categories: the number of the category of each.
        scope: who is a candidate.
        count: K neighbours at most.
    """
    chance = _chance(images, categories, scope)
    queries = torch.nonzero(chance > 0).flatten()
    found = find_neighbours(embeddings, images, scope, count)
    same = categories[found.places] == categories[:, None]  # (N, K)
    right = (same & (found.similarity > -torch.inf)).float()
    ranks = torch.arange(1, right.shape[1] + 1)
    return Agreement(queries, (right.cumsum(1) / ranks)[queries], chance[queries])


def _chance(
    images: Int[Tensor, "N"], categories: Int[Tensor, "N"], scope: Scope
) -> Float[Tensor, "N"]:
    """Share of each mask's category among its candidates; 0 without candidates."""
    shares = []
    for start in range(0, len(images), QUERIES_AT_A_TIME):
        rows = slice(start, start + QUERIES_AT_A_TIME)
        allowed = candidates(images, scope, rows)
        same = allowed & (categories[rows, None] == categories[None])
        shares.append(same.sum(1) / allowed.sum(1).clamp(min=1))
    return torch.cat(shares) if shares else torch.zeros(0)
