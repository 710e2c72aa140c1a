"""Claims about edge NMS: ridges stay, slopes beside them go, and directions do not matter."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from anymask.evaluation.edges.suppression import BORDER, fade_border, orientation, suppress


def ridge(angle: float, size: int = 41) -> np.ndarray:
    """A soft line through the middle whose normal has this angle from the x axis."""
    y, x = np.mgrid[:size, :size] - size // 2
    away = x * np.cos(angle) + y * np.sin(angle)
    return np.exp(-(away**2) / 8)


@pytest.mark.parametrize("angle", np.linspace(0, np.pi, 8, endpoint=False))
def test_of_a_soft_line_only_its_middle_is_left(angle: float) -> None:
    kept = suppress(ridge(angle))[8:-8, 8:-8]
    y, x = np.argwhere(kept > 0).T - 12
    assert len(x) >= 25
    assert np.abs(x * np.cos(angle) + y * np.sin(angle)).max() <= 1.0


@pytest.mark.parametrize("angle", np.linspace(0.1, np.pi - 0.1, 7))
def test_the_direction_is_across_the_line(angle: float) -> None:
    found = orientation(ridge(angle))[20, 20]
    apart = np.abs(np.mod(found - angle + np.pi / 2, np.pi) - np.pi / 2)
    assert apart < np.radians(3)


def test_what_is_left_keeps_its_strength() -> None:
    edges = gaussian_filter(np.random.default_rng(0).random((40, 50)), 2)
    kept = suppress(edges)
    inside = (slice(BORDER, -BORDER),) * 2
    left = kept[inside] > 0
    assert 0 < left.mean() < 0.6
    assert np.array_equal(kept[inside][left], edges[inside][left])


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_turning_the_picture_turns_the_edges(turn: int) -> None:
    edges = gaussian_filter(np.random.default_rng(1).random((32, 32)), 2)
    turned = suppress(np.rot90(edges, turn).copy())
    same = np.isclose(turned, np.rot90(suppress(edges), turn))
    assert same.mean() > 0.99


def test_edges_fade_out_at_the_border() -> None:
    faded = fade_border(np.ones((20, 30)))
    assert faded[0].max() == faded[:, -1].max() == 0
    assert faded[10, :6].tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert faded[8, 12] == 1


@pytest.mark.parametrize("size", [(2, 2), (3, 9)])
def test_small_pictures_work(size: tuple[int, int]) -> None:
    assert suppress(np.ones(size)).shape == size
