"""Claims about thinning: as scikit-image does it, map by map, and never tearing a line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from anymask.evaluation.edges.thinning import MOST_MAPS, pack, thin, unpack

TOUCHING = np.ones((3, 3))


def blobs(seed: int, maps: int, size: tuple[int, int] = (30, 40)) -> np.ndarray:
    """Maps (maps, H, W) of round spots, from nearly empty to nearly full."""
    noise = np.random.default_rng(seed).random((maps, *size))
    smooth = ndimage.gaussian_filter(noise, (0, 1, 1))
    levels = np.linspace(smooth.min(), smooth.max(), maps + 2)[1:-1]
    return smooth > levels[:, None, None]


@given(st.integers(0, 999), st.integers(1, MOST_MAPS))
@settings(max_examples=30, deadline=None)
def test_packed_maps_come_out_as_they_went_in(seed: int, number: int) -> None:
    maps = blobs(seed, number)
    packed = pack(maps)
    assert all(np.array_equal(unpack(packed, place), each) for place, each in enumerate(maps))


@given(st.integers(0, 999))
@settings(max_examples=15, deadline=None)
def test_each_map_is_thinned_as_scikit_image_thins_it_alone(seed: int) -> None:
    morphology = pytest.importorskip("skimage.morphology")
    maps = blobs(seed, 8)
    thinned = thin(pack(maps))
    for number, each in enumerate(maps):
        assert np.array_equal(unpack(thinned, number), morphology.thin(each))


@given(st.integers(0, 999))
@settings(max_examples=15, deadline=None)
def test_thinning_keeps_every_piece_and_every_hole(seed: int) -> None:
    maps = blobs(seed, 8)
    thinned = thin(pack(maps))
    for number, each in enumerate(maps):
        left = unpack(thinned, number)
        assert not (left & ~each).any()
        assert count_parts(left) == count_parts(each)


def count_parts(map_: np.ndarray) -> tuple[int, int]:
    """Pieces that touch at least at a corner, and holes between them."""
    background = np.pad(~map_, 1, constant_values=True)
    return ndimage.label(map_, TOUCHING)[1], ndimage.label(background)[1]


def test_what_is_thin_stays_as_it_is() -> None:
    thinned = thin(pack(blobs(3, 16)))
    assert np.array_equal(thin(thinned), thinned)


def test_the_input_is_not_changed() -> None:
    packed = pack(blobs(5, 4))
    before = packed.copy()
    thin(packed)
    assert np.array_equal(packed, before)


def test_a_thick_bar_at_the_border_becomes_a_line_in_its_middle() -> None:
    bar = np.zeros((1, 9, 12), np.bool_)
    bar[0, :, :3] = True
    rows, columns = thin(pack(bar)).nonzero()
    assert set(columns.tolist()) == {1}
    assert len(rows) == len(set(rows.tolist())) >= 7


@pytest.mark.parametrize("size", [(0, 5), (1, 1), (1, 7)])
def test_small_pictures_work(size: tuple[int, int]) -> None:
    full = pack(np.ones((2, *size), np.bool_))
    assert thin(full).shape == size
