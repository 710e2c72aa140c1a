"""Claims about Sobel's edges, against scikit-image called directly."""

import sys

import numpy as np
import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.sobel import Sobel
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.suppression import suppress

filters = pytest.importorskip("skimage.filters")
color = pytest.importorskip("skimage.color")


def test_edges_are_scikit_images_with_the_strongest_at_1(cat: np.ndarray) -> None:
    photo = cat[60:160, 120:240]
    expected = filters.sobel(color.rgb2gray(photo))
    view = Sobel()(photo)
    edges = view.edges(EdgeOptions(suppression=False))
    assert np.allclose(edges, expected / expected.max())
    assert edges.max() == 1
    assert np.array_equal(view.edges(EdgeOptions()), suppress(edges))


def test_a_plain_picture_has_no_edges() -> None:
    plain = np.full((20, 30, 3), 90, np.uint8)
    assert not Sobel()(plain).edges(EdgeOptions()).any()


def test_without_scikit_image_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skimage.filters", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        Sobel()
