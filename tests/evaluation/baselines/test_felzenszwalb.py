"""Claims about the segments under a click, against scikit-image called directly."""

import sys

import numpy as np
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.felzenszwalb import EDGE_SCALES, Felzenszwalb
from anymask.evaluation.edges.options import EdgeOptions

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


def test_an_edge_is_as_strong_as_the_coarsest_scale_that_has_it(picture: np.ndarray) -> None:
    edges = Felzenszwalb()(picture).edges(EdgeOptions())
    expected = np.zeros(picture.shape[:2])
    for number, scale in enumerate(EDGE_SCALES, start=1):
        labels = segmentation.felzenszwalb(picture, scale, sigma=0.8, min_size=50)
        for y, x in np.ndindex(*labels.shape):
            others = labels[y : y + 2, x].tolist() + labels[y, x : x + 2].tolist()
            if len(set(others)) > 1:
                expected[y, x] = number / len(EDGE_SCALES)
    assert np.array_equal(edges, expected)
    assert edges.max() == 1


def test_edges_need_no_segments_for_clicks(picture: np.ndarray) -> None:
    method = Felzenszwalb()
    asked = []
    segment = method._segment
    method._segment = lambda *args, scale, **more: (
        asked.append(scale) or segment(*args, scale=scale, **more)
    )
    method(picture).edges(EdgeOptions())
    assert asked == list(EDGE_SCALES)


def test_without_scikit_image_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skimage.segmentation", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        Felzenszwalb()
