"""Crops and layers: the object is always inside, and a layer is exactly the mask."""

import io

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from anymask.evaluation.quality.crop import (
    EDGE,
    MOST_ENLARGED,
    SIDE_PX,
    THUMBNAIL_PX,
    Window,
    crop_jpeg,
    layer_png,
    whole_window,
    window_around,
)
from anymask.geometry import rle


def mask_of(size: tuple[int, int], rows: slice, columns: slice) -> rle.Rle:
    """A rectangle."""
    mask = torch.zeros(1, *size, dtype=torch.bool)
    mask[0, rows, columns] = True
    return rle.encode(mask)[0]


def layer(mask: rle.Rle, window: Window) -> np.ndarray:
    """The layer as RGBA."""
    content = layer_png(rle.decode(mask).numpy(), window)
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGBA"))


@given(st.data())
def test_the_window_holds_the_object_and_lies_in_the_image(data: st.DataObject) -> None:
    height, width = data.draw(st.integers(1, 300)), data.draw(st.integers(1, 300))
    top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    bottom = data.draw(st.integers(top + 1, height))
    right = data.draw(st.integers(left + 1, width))
    window = window_around(mask_of((height, width), slice(top, bottom), slice(left, right)))
    assert 0 <= window.x <= left
    assert right <= window.x + window.width <= width
    assert 0 <= window.y <= top
    assert bottom <= window.y + window.height <= height
    assert max(window.shown) <= SIDE_PX
    assert max(window.shown) <= MOST_ENLARGED * max(window.width, window.height) + 1


def test_a_layer_covers_the_mask_and_nothing_else() -> None:
    mask = mask_of((40, 60), slice(10, 30), slice(20, 50))
    window = Window(15, 5, 40, 30, (60, 80))
    expected = np.zeros((60, 80), bool)
    expected[10:50, 10:70] = True
    drawn = layer(mask, window)
    assert np.array_equal(drawn[..., 3] > 0, expected)
    assert tuple(drawn[10, 10]) == (*EDGE, 255)


def test_a_mask_that_leaves_the_window_has_no_edge_there() -> None:
    drawn = layer(mask_of((20, 20), slice(0, 20), slice(0, 20)), Window(5, 5, 10, 10, (80, 80)))
    assert len(np.unique(drawn.reshape(-1, 4), axis=0)) == 1


def test_an_empty_mask_is_an_empty_layer() -> None:
    empty = rle.encode(torch.zeros(1, 9, 9, dtype=torch.bool))[0]
    assert not layer(empty, whole_window((9, 9)))[..., 3].any()


@pytest.mark.parametrize("size", [(300, 200), (10, 1000), (50, 50)])
def test_the_whole_picture_keeps_its_shape(size: tuple[int, int]) -> None:
    window = whole_window(size)
    assert (window.height, window.width) == size
    assert max(window.shown) == min(THUMBNAIL_PX, MOST_ENLARGED * max(size))


def test_a_crop_is_a_picture_of_the_shown_size(cat: np.ndarray) -> None:
    window = Window(100, 50, 80, 60, (120, 160))
    found = np.asarray(Image.open(io.BytesIO(crop_jpeg(cat, window))))
    assert found.shape == (120, 160, 3)
    means = found.mean((0, 1)) - cat[50:110, 100:180].mean((0, 1))
    assert np.abs(means).max() < 2
