"""Claims about the sample type."""

import pytest
import torch

from anymask.data.sample import Sample


def test_size_is_height_then_width() -> None:
    sample = Sample(torch.zeros(3, 4, 7, dtype=torch.uint8), torch.ones(2, 4, 7) > 0, "made up")
    assert sample.size == (4, 7)


def test_masks_must_fit_the_image() -> None:
    with pytest.raises((AssertionError, TypeError)):  # by the shape checker where it is on
        Sample(torch.zeros(3, 4, 7, dtype=torch.uint8), torch.ones(2, 7, 4) > 0, "made up")
