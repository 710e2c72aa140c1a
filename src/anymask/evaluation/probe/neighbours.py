"""Nearest neighbours among embedded masks: inside their image, and across images.

Similarity is the cosine of the angle between two embeddings. The source shows the neighbours of a
query inside its image; those in other images tell whether that is more than a common texture.
"""

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor

Scope = Literal["inside", "across"]
"""Among the other masks of the same image, or among those of all other images."""

QUERIES_AT_A_TIME = 1024
"""Bounds the memory of large sets."""


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The K most similar candidates of each of N masks, the most similar first.

    Attributes:
        places: of the candidates among the N masks.
        similarity: cosines; minus infinity where a mask has less than K candidates.
    """

    places: Int[Tensor, "N K"]
    similarity: Float[Tensor, "N K"]


def find_neighbours(
    embeddings: Float[Tensor, "N C"], images: Int[Tensor, "N"], scope: Scope, count: int
) -> Neighbours:
    """Find the nearest neighbours of every mask; none is its own neighbour.

    Args:
        embeddings: of N masks.
        images: the number of the image of each.
        scope: who is a candidate.
        count: K, at most N.
    """
    unit = F.normalize(embeddings, dim=1)
    best = []
    for start in range(0, len(unit), QUERIES_AT_A_TIME):
        rows = slice(start, start + QUERIES_AT_A_TIME)
        similarity = unit[rows] @ unit.T
        similarity[~candidates(images, scope, rows)] = -torch.inf
        best.append(similarity.topk(min(count, len(unit)), dim=1))
    if not best:
        nothing = torch.zeros(0, 0)
        return Neighbours(nothing.long(), nothing)
    return Neighbours(
        torch.cat([each.indices for each in best]), torch.cat([each.values for each in best])
    )


def candidates(images: Int[Tensor, "N"], scope: Scope, rows: slice) -> Bool[Tensor, "K N"]:
    """Say which of N masks are candidates of the K masks in some rows."""
    same_image = images[rows, None] == images[None]
    if scope == "across":
        return ~same_image
    places = torch.arange(len(images))
    return same_image & (places[rows, None] != places[None])
