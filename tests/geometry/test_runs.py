"""Rle: a value that is always in its one canonical form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.geometry.runs import Rle, from_bounds, require_inside

BOUNDS = st.lists(st.integers(0, 30), max_size=8).map(lambda found: sorted(found)[len(found) % 2 :])


def test_equal_masks_are_equal_values() -> None:
    assert Rle((2, 3), [1, 2, 3]) == Rle((2, 3), np.array([1, 2, 3]))
    assert len({Rle((2, 3), [1, 2, 3]), Rle((2, 3), [1, 2, 3])}) == 1


@pytest.mark.parametrize("other", [Rle((3, 2), [1, 2, 3]), Rle((2, 3), [1, 5]), "a mask"])
def test_other_masks_are_other_values(other: object) -> None:
    assert Rle((2, 3), [1, 2, 3]) != other


def test_counts_cannot_be_changed() -> None:
    counts = np.array([1, 5])
    rle = Rle((2, 3), counts)
    counts[0] = 4
    assert rle.counts.tolist() == [1, 5]
    with pytest.raises(ValueError, match="read-only"):
        rle.counts[0] = 2


@pytest.mark.parametrize("counts", [[], [-1, 7], [3, 0, 3], np.array([[6]])])
def test_lengths_that_are_no_runs_are_refused(counts: list[int]) -> None:
    with pytest.raises(InputError, match=r"run lengths of a \(2, 3\) mask are not a list"):
        Rle((2, 3), counts)


def test_runs_that_miss_pixels_are_refused() -> None:
    with pytest.raises(InputError, match=r"add up to 5 but a \(2, 3\) mask has 6"):
        Rle((2, 3), [5])


@given(BOUNDS)
def test_bounds_come_back_joined(bounds: list[int]) -> None:
    line = np.zeros(30, dtype=np.bool_)
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        line[start:end] ^= True
    rle = from_bounds(np.array(bounds, dtype=np.int64), (30, 1))
    inside = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(int), [0]])))
    assert rle.bounds.tolist() == inside.tolist()


def test_a_mask_without_pixels_has_one_run() -> None:
    assert from_bounds(np.zeros(0, dtype=np.int64), (0, 5)).counts.tolist() == [0]


def test_a_window_must_lie_in_its_image() -> None:
    require_inside("mask", (2, 2), (2, 2), (4, 4))
    with pytest.raises(InputError, match=r"a 2 x 2 mask at .* does not lie in an image of 4 x 4"):
        require_inside("mask", (2, 2), (3, 2), (4, 4))
