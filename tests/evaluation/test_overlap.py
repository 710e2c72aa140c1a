"""Claims about IoU on run lengths."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.evaluation.overlap import paired_iou
from anymask.geometry import rle


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 12), st.integers(1, 12), st.integers(1, 4))
def test_it_equals_numpy_on_pixels(seed: int, height: int, width: int, count: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    answers = torch.rand(count, height, width, generator=generator) < 0.5
    truths = torch.rand(count, height, width, generator=generator) < 0.5
    truths[:, 0, 0] = True
    expected = [
        np.logical_and(a, t).sum() / np.logical_or(a, t).sum()
        for a, t in zip(answers.numpy(), truths.numpy(), strict=True)
    ]
    assert paired_iou(rle.encode(answers), rle.encode(truths)).tolist() == expected


def test_nothing_compared_with_nothing_is_nothing() -> None:
    assert paired_iou([], []).shape == (0,)


def test_every_answer_needs_its_truth() -> None:
    with pytest.raises(ValueError, match="zip"):
        paired_iou(rle.encode(torch.ones(2, 3, 3, dtype=torch.bool)), [])
