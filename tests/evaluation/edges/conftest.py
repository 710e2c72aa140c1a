"""What the tests of edges share: a set of pictures whose boundaries several people drew."""

from collections.abc import Callable

import numpy as np
import pytest
from torch import Tensor

from anymask.evaluation.edges.task import EdgesTask
from anymask.evaluation.rows import RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.walk import Walked, walk


def outline(mask: np.ndarray) -> np.ndarray:
    """The pixels of a mask next to its background."""
    inside = mask.copy()
    inside[1:-1, 1:-1] &= mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
    inside[[0, -1]] = inside[:, [0, -1]] = False
    return mask & ~inside


@pytest.fixture
def outlined(drawn, pair: Tensor, rectangles):
    """Two pictures; each of two annotators outlined one or two rectangles, the second moved."""

    class Outlined(drawn):
        def boundaries(self, index: int) -> np.ndarray:
            every = np.stack([outline(mask.numpy()) for mask in self.masks[index]])
            first = every.any(0)
            return np.stack([first, np.roll(first, 1, axis=1)])

    return Outlined([pair, rectangles((10, 10, 40, 30))])


class Tracer:
    """A method that draws given edges, picture by picture."""

    name, stamp = "tracer", "1"

    def __init__(self, *edges: np.ndarray) -> None:
        self.given = iter(edges)

    def __call__(self, image: np.ndarray) -> "Tracer":
        return self

    def edges(self, options: object) -> np.ndarray:
        return next(self.given)


@pytest.fixture
def tracer() -> type[Tracer]:
    """The class of methods that draw given edges."""
    return Tracer


@pytest.fixture
def ask(outlined) -> Callable[..., Walked]:
    """A function that walks over the pictures."""

    def run(method: object, task: EdgesTask) -> Walked:
        return walk("data", outlined, method, task, Sampling(), RowLog())

    return run
