"""Claims about filled outlines and their pixels."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from skimage.draw import polygon2mask

from anymask.data.scenes.outlines import random_shape
from anymask.data.scenes.shapes import Shape, rasterise


def _picture(shape: Shape, side: int) -> np.ndarray:
    picture = np.zeros((side, side), dtype=bool)
    patch = rasterise(shape, side)
    if patch is not None:
        picture[patch.window] = patch.mask
    return picture


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.floats(-20, 84), st.floats(-20, 84))
def test_pixels_are_those_of_skimage_but_for_the_outline(seed: int, x: float, y: float) -> None:
    shape = random_shape(np.random.default_rng(seed)).placed((x, y), 20.0, 1.0, 0.7)
    assume(not shape.holes)
    expected = polygon2mask((64, 64), shape.outline[:, ::-1] - 0.5)
    length = np.hypot(*np.diff(shape.outline, axis=0, append=shape.outline[:1]).T).sum()
    assert (_picture(shape, 64) ^ expected).sum() <= length


def test_holes_are_left_open() -> None:
    circle = np.stack([np.cos(np.arange(40) / 40 * 6.2832), np.sin(np.arange(40) / 40 * 6.2832)], 1)
    ring = Shape(circle, (circle * 0.5,)).placed((20.0, 20.0), 15.0, 0.0, 1.0)
    picture = _picture(ring, 40)
    assert not picture[20, 20]
    assert picture.sum() == pytest.approx(np.pi * 15**2 * 0.75, rel=0.1)


def test_shapes_outside_of_the_picture_have_no_pixels() -> None:
    square = Shape(np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]))
    assert rasterise(square.placed((-9.0, 5.0), 3.0, 0.0, 1.0), 20) is None
    assert rasterise(square.placed((5.0, 40.0), 3.0, 0.0, 1.0), 20) is None


def test_a_turn_goes_from_x_to_y() -> None:
    dot = Shape(np.array([[1.0, 0.0]])).placed((10.0, 20.0), 5.0, np.pi / 2, 0.5)
    assert dot.outline == pytest.approx(np.array([[10.0, 25.0]]))


def test_mapping_is_what_placing_does() -> None:
    shape = Shape(np.random.default_rng(0).normal(size=(5, 2)))
    mapped = shape.mapped(np.diag([3.0, 1.5]), np.array([7.0, 8.0]))
    assert np.allclose(mapped.outline, shape.placed((7.0, 8.0), 3.0, 0.0, 0.5).outline)
