"""Claims about outlines without a name."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes.outlines import KINDS, lattice, polar, random_shape, rounded, superellipse
from anymask.data.scenes.shapes import Shape, rasterise


def _area(shape: Shape) -> int:
    patch = rasterise(shape.placed((40.0, 40.0), 15.0, 0.3, 0.8), 80)
    return 0 if patch is None else int(patch.mask.sum())


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS])
def test_every_kind_stays_near_its_frame_and_has_an_area(kind: Callable[..., Shape]) -> None:
    for seed in range(20):
        shape = kind(np.random.default_rng(seed))
        assert np.abs(shape.outline).max() < 2.5
        assert _area(shape) > 10


def test_shapes_are_drawn_as_often_as_their_weights_say() -> None:
    rng = np.random.default_rng(0)
    hollow = np.mean([bool(random_shape(rng).holes) for _ in range(4000)])
    assert hollow == pytest.approx(1.6 / sum(weight for _, weight in KINDS), abs=0.02)


def test_a_lattice_has_openings_that_do_not_meet() -> None:
    for seed in range(10):
        shape = lattice(np.random.default_rng(seed))
        solid = Shape(shape.outline)
        opened = sum(_area(Shape(hole)) for hole in shape.holes)
        assert 0 < _area(shape) < _area(solid)
        assert opened < _area(solid)


def test_rounding_stays_within_a_convex_polygon_and_closes() -> None:
    square = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
    cut = rounded(square)
    assert len(cut) == 16
    assert cut.min() >= 0
    assert cut.max() <= 1


def test_a_superellipse_of_power_two_is_a_circle() -> None:
    assert np.allclose(superellipse(2.0), polar(np.ones(56)))
    assert np.allclose((np.abs(superellipse(5.0)) ** 5).sum(1), 1)
