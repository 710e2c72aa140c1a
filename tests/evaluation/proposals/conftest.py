"""What the tests of proposals share: random masks that overlap, as run lengths."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from anymask.geometry import rle
from anymask.geometry.rle import Rle

Blobs = Callable[..., list[Rle]]


def draw_blobs(seed: int, count: int, size: tuple[int, int] = (60, 70)) -> list[Rle]:
    """Rectangles with a few pixels flipped, some nearly equal to others."""
    generator = np.random.default_rng(seed)
    masks = np.zeros((count, *size), dtype=bool)
    for mask in masks:
        x0, y0 = generator.integers(0, (size[1] - 5, size[0] - 5))
        width, height = generator.integers(4, 60, 2)
        mask[y0 : y0 + height, x0 : x0 + width] = True
    for number in range(1, count, 2):
        masks[number] = masks[number - 1] ^ (generator.random(size) < 0.05)
    return rle.encode(torch.from_numpy(masks))


@pytest.fixture
def blobs() -> Blobs:
    """The function that draws masks."""
    return draw_blobs
