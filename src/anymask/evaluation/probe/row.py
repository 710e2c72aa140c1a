"""The row of the probe: the embedded masks of one image.

Neighbours lie in other images too, so rows keep the embeddings, and the sums come last.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from anymask.evaluation.rows import RowKey


@dataclass(frozen=True)
class ProbeRow:
    """The embedded masks of one image.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image.
        numbers: the place of each of the M masks among the image's annotations.
        categories: of each, where it has one.
        embeddings: of each, as `pack` writes it.
        left_out: reason -> how many objects were not embedded.
    """

    key: RowKey
    set_name: str
    numbers: tuple[int, ...]
    categories: tuple[str | None, ...]
    embeddings: tuple[str, ...]
    left_out: Mapping[str, int]

    @property
    def objects(self) -> int:
        """How many masks were embedded."""
        return len(self.numbers)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON."""
        return cls(
            key=RowKey(**value["key"]),
            set_name=value["set_name"],
            numbers=tuple(value["numbers"]),
            categories=tuple(value["categories"]),
            embeddings=tuple(value["embeddings"]),
            left_out=dict(value["left_out"].items()),
        )


def pack(embedding: Float[Tensor, "C"]) -> str:
    """Write an embedding as text: float32, little-endian, base64.

    >>> unpack([pack(torch.tensor([0.5, -2.0]))]).tolist()
    [[0.5, -2.0]]
    """
    return base64.b64encode(embedding.numpy().astype("<f4").tobytes()).decode("ascii")


def unpack(texts: Sequence[str]) -> Float[Tensor, "M C"]:
    """Read M embeddings of one length; M may be 0, and so is C then."""
    arrays = [np.frombuffer(base64.b64decode(text), "<f4") for text in texts]
    return torch.from_numpy(np.stack(arrays).astype(np.float32)) if arrays else torch.zeros(0, 0)
