"""Claims about the segmentation that several baselines are made from."""

import numpy as np

from anymask.evaluation.baselines.graph_segments import SIGMA, load_segment


def test_two_halves_are_two_segments() -> None:
    picture = np.zeros((20, 30, 3), np.uint8)
    picture[:, 15:] = 255
    labels = load_segment()(picture, scale=100, sigma=SIGMA, min_size=20)
    assert labels.shape == (20, 30)
    assert labels[10, 2] != labels[10, 28]
