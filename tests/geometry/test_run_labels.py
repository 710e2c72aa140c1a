"""Label maps: each value's mask, and together every pixel once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from anymask.geometry.run_codec import decode
from anymask.geometry.run_labels import split_labels

MAPS = arrays(
    np.int32, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(0, 4)
)


@given(MAPS)
def test_each_value_has_its_mask(labels: np.ndarray) -> None:
    masks = split_labels(labels)
    assert list(masks) == np.unique(labels).tolist()
    for value, mask in masks.items():
        np.testing.assert_array_equal(decode(mask).numpy(), labels == value)


def test_no_pixels_give_no_masks() -> None:
    assert split_labels(np.zeros((0, 4), np.uint8)) == {}


def test_large_values_and_views_work() -> None:
    labels = (np.arange(12, dtype=np.uint16).reshape(3, 4) + 65_000)[:, ::2]
    assert list(split_labels(labels)) == [65000, 65002, 65004, 65006, 65008, 65010]
