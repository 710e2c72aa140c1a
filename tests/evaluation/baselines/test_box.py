"""Claims about the filled box."""

import numpy as np
import torch

from anymask.evaluation.baselines.box import FilledBox

IMAGE = np.zeros((7, 9, 3), np.uint8)


def test_it_fills_the_pixels_of_the_box() -> None:
    boxes = torch.tensor([[2.0, 1.0, 5.0, 6.0], [0.0, 0.0, 9.0, 7.0]])
    answers = FilledBox()(IMAGE).box(boxes).binary()
    expected = torch.zeros(7, 9, dtype=torch.bool)
    expected[1:6, 2:5] = True
    assert torch.equal(answers[0], expected)
    assert answers[1].all()


def test_no_box_gets_no_mask() -> None:
    assert len(FilledBox()(IMAGE).box(torch.zeros(0, 4))) == 0
