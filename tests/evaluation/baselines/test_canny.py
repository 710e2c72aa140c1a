"""Claims about Canny's edges, against scikit-image called once for each threshold."""

import sys

import numpy as np
import pytest
from scipy import ndimage

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.canny import LOWER_SHARE, SIGMA, Canny
from anymask.evaluation.edges.options import EdgeOptions

feature = pytest.importorskip("skimage.feature")
filters = pytest.importorskip("skimage.filters")
color = pytest.importorskip("skimage.color")


@pytest.fixture
def photo(cat: np.ndarray) -> np.ndarray:
    """A piece of a photograph (100, 120, 3)."""
    return np.ascontiguousarray(cat[60:160, 120:240])


def test_at_every_threshold_edges_are_those_of_scikit_image(photo: np.ndarray) -> None:
    grey = color.rgb2gray(photo)
    smooth = filters.gaussian(grey, SIGMA, mode="reflect")
    steepest = np.hypot(ndimage.sobel(smooth, 0), ndimage.sobel(smooth, 1)).max()
    options = EdgeOptions(thresholds=7)
    edges = Canny()(photo).edges(options)
    for level in options.levels:
        high = level * steepest
        expected = feature.canny(grey, SIGMA, LOWER_SHARE * high, high, mode="reflect")
        assert np.array_equal(edges >= level, expected)
        assert expected.any()


def test_edges_hold_for_the_thresholds_asked_for(photo: np.ndarray) -> None:
    view = Canny()(photo)
    few, many = EdgeOptions(thresholds=1), EdgeOptions(thresholds=9)
    level = few.levels[0]
    assert np.array_equal(view.edges(few) >= level, view.edges(many) >= level)
    assert set(np.unique(view.edges(few))) == {0, level}


def test_a_plain_picture_has_no_edges() -> None:
    plain = np.full((20, 30, 3), 90, np.uint8)
    assert not Canny()(plain).edges(EdgeOptions()).any()


def test_without_scikit_image_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skimage.feature", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        Canny()
