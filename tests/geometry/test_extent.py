"""Extent: the smallest window that holds a mask."""

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from anymask.geometry.extent import extent

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))


@given(MASKS)
def test_the_window_holds_the_whole_mask(mask: np.ndarray) -> None:
    assert mask[extent(mask)].sum() == mask.sum()


@given(MASKS.filter(np.any))
def test_no_side_of_the_window_is_empty(mask: np.ndarray) -> None:
    window = mask[extent(mask)]
    assert all(side.any() for side in (window[0], window[-1], window[:, 0], window[:, -1]))


def test_the_window_of_an_empty_mask_is_empty() -> None:
    assert extent(np.zeros((3, 4), dtype=np.bool_)) == (slice(0, 0), slice(0, 0))
