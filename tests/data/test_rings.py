"""Rings are filled exactly, in bounded memory, or refused."""

import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from anymask.data import rings
from anymask.data.rings import fill_rings
from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, polygons_to_mask

RINGS = arrays(
    np.float64,
    st.tuples(st.integers(3, 40), st.just(2)),
    elements=st.floats(-4, 24, allow_nan=False).map(lambda value: round(value * 2) / 2),
)


@given(RINGS)
def test_a_ring_in_pieces_is_the_ring(corners: np.ndarray) -> None:
    size = (16, 20)
    whole = polygons_to_mask([Polygon(corners)], size)
    pieces = torch.zeros(size, dtype=torch.bool)
    for piece in rings._pieces(corners, size[0], at_once=5):
        pieces ^= polygons_to_mask([Polygon(piece)], size)
    assert torch.equal(pieces, whole)


@given(st.lists(RINGS, max_size=3))
def test_filling_is_that_of_the_geometry(stack: list[np.ndarray]) -> None:
    size = (16, 20)
    whole = polygons_to_mask([Polygon(corners) for corners in stack], size)
    assert (
        fill_rings([corners.ravel().tolist() for corners in stack], size)
        == rle.encode(whole[None])[0]
    )


def zigzag(corners: int, size: tuple[int, int]) -> list[float]:
    """A ring that jumps between top and bottom."""
    x = np.linspace(0, size[1], corners)
    y = np.where(np.arange(corners) % 2, size[0], 0.0)
    return np.stack([x, y], axis=1).ravel().tolist()


def test_a_heavy_ring_is_filled_like_a_light_one() -> None:
    size, ring = (1000, 1200), zigzag(600, (1000, 1200))
    plain = polygons_to_mask([Polygon(np.array(ring).reshape(-1, 2))], size)
    assert fill_rings([ring, [0, 0, 9, 0, 9, 9]], size) == rle.union(
        [rle.encode(plain[None])[0], fill_rings([[0, 0, 9, 0, 9, 9]], size)]
    )


def test_filling_takes_no_more_than_twice_the_memory_of_the_image() -> None:
    size = (3000, 4000)
    ring = zigzag(1000, size)
    tracemalloc.start()
    fill_rings([ring], size)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * 3 * size[0] * size[1]


def test_a_ring_that_no_image_shows_is_refused() -> None:
    with pytest.raises(FormatError, match=r"5000 corners crosses \d+ rows, more than an image"):
        fill_rings([zigzag(5000, (1000, 1000))], (1000, 1000))


def test_overlapping_rings_join() -> None:
    square = [0, 0, 4, 0, 4, 4, 0, 4]
    assert fill_rings([square, square], (6, 6)) == fill_rings([square], (6, 6))


def test_no_ring_is_an_empty_mask() -> None:
    assert fill_rings([], (2, 3)).counts.tolist() == [6]


@pytest.mark.parametrize(
    ("ring", "message"),
    [
        ([0, 0, 1, 1], "three or more x, y pairs"),
        ([0, 0, 1, 1, 2, 2, 3], "three or more x, y pairs"),
        ([0, 0, 1, 1, 2e7, 2], "beyond"),
        ([0, 0, 1, 1, float("inf"), 2], "not finite"),
    ],
)
def test_what_is_no_ring_is_refused(ring: list[float], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        fill_rings([ring], (4, 4))
