"""What the tests of quality share: a picture that two people cut into segments."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.rows import RowKey
from anymask.geometry import rle
from anymask.geometry.rle import Rle

HALVES = np.array([[1, 1, 2, 2]] * 4)
"""Two halves, left and right."""
THIRDS = np.array([[7, 7, 7, 9]] * 4)
"""Three quarters on the left, one on the right."""


@pytest.fixture
def halves() -> np.ndarray:
    """A segmentation (4, 4) into a left and a right half."""
    return HALVES


@pytest.fixture
def thirds() -> np.ndarray:
    """A segmentation (4, 4) into a wide left and a narrow right part."""
    return THIRDS


@pytest.fixture
def runs() -> Callable[[np.ndarray], Rle]:
    """The function that turns an array into run lengths."""
    return lambda array: rle.encode(torch.from_numpy(np.asarray(array, bool))[None])[0]


def make_row(method: str, image: str, *ious: float, set_name: str = "cats") -> ObjectRow:
    """A row whose objects of image (4, 4) are answered with these IoUs."""
    return ObjectRow(
        key=RowKey(method, "1", f"sets/{set_name}", image),
        set_name=set_name,
        numbers=tuple(range(len(ious))),
        areas=(4,) * len(ious),
        left_out={},
        scores={"regular": ious} if ious else {},
        answers=("04000",) * len(ious),
    )


@pytest.fixture
def row() -> Callable[..., ObjectRow]:
    """The function that makes rows."""
    return make_row


@pytest.fixture
def rows() -> dict[str, list[ObjectRow]]:
    """Two methods on three objects of two images."""
    return {
        method: [make_row(method, "a.jpg", iou, iou), make_row(method, "b.jpg", iou)]
        for method, iou in (("good", 0.9), ("bad", 0.3))
    }
