"""Claims about the segments under a click, against scikit-image called directly."""

import sys

import numpy as np
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.felzenszwalb import Felzenszwalb

segmentation = pytest.importorskip("skimage.segmentation")

POINTS = torch.tensor([[12.0, 14.0], [36.0, 23.0]])


def test_a_click_gets_the_segment_under_it_at_three_scales(picture: np.ndarray) -> None:
    answers = Felzenszwalb()(picture).click(POINTS)
    expected = [
        labels == labels[row, column]
        for column, row in ((12, 14), (36, 23))
        for labels in (
            segmentation.felzenszwalb(picture, scale=scale, sigma=0.8, min_size=50)
            for scale in (300, 100, 1000)
        )
    ]
    assert np.array_equal(answers.binary().numpy(), np.stack(expected))
    assert answers.objects.tolist() == [0, 0, 0, 1, 1, 1]
    assert answers.scores.view(2, 3).argmax(1).tolist() == [0, 0]


def test_without_scikit_image_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skimage.segmentation", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        Felzenszwalb()
