"""What the tests of quality share: a picture that two people cut into segments."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

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
