"""Distance: equal to looking at every background pixel; the innermost point is the farthest."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from anymask.errors import InputError
from anymask.geometry.distance import METRICS, Metric, innermost_point, inside_distance

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=9))


LENGTHS: dict[Metric, Callable[[np.ndarray], np.ndarray]] = {
    "euclidean": lambda steps: np.hypot(steps[..., 0], steps[..., 1]),
    "chessboard": lambda steps: np.abs(steps).max(axis=-1),
    "taxicab": lambda steps: np.abs(steps).sum(axis=-1),
}


def all_distances(mask: np.ndarray, pad: bool, metric: Metric = "euclidean") -> np.ndarray:
    """Plain twin: the nearest of all background pixels, for each pixel."""
    padded = np.pad(mask, 1, constant_values=not pad)
    outside = np.argwhere(~padded) - 1
    pixels = np.argwhere(np.ones_like(mask))
    steps = (pixels[:, None] - outside[None]).astype(float)  # (H * W, background, 2)
    away = LENGTHS[metric](steps).min(axis=1, initial=np.inf)
    return np.where(mask, away.reshape(mask.shape), 0)


@given(MASKS, st.booleans(), st.sampled_from(METRICS))
def test_distances_equal_a_search_of_the_background(
    mask: np.ndarray, pad: bool, metric: Metric
) -> None:
    found = inside_distance(torch.from_numpy(mask), pad, metric).numpy()
    np.testing.assert_allclose(found, all_distances(mask, pad, metric), rtol=1e-6)


@given(MASKS.filter(np.any))
def test_the_innermost_point_is_the_farthest_from_the_boundary(mask: np.ndarray) -> None:
    x, y = innermost_point(torch.from_numpy(mask))
    distances = all_distances(mask, pad=True)
    assert distances[int(y), int(x)] == distances.max()
    assert (x % 1, y % 1) == (0.5, 0.5)


def test_the_innermost_point_of_a_disc_is_its_centre() -> None:
    y, x = torch.meshgrid(torch.arange(41), torch.arange(61), indexing="ij")
    assert innermost_point((y - 20) ** 2 + (x - 30) ** 2 < 15**2) == (30.5, 20.5)


def test_an_empty_mask_has_no_innermost_point() -> None:
    with pytest.raises(InputError, match=r"the mask \(3 x 4\) is empty"):
        innermost_point(torch.zeros(3, 4, dtype=torch.bool))


def test_a_full_image_without_padding_is_infinitely_far_from_background() -> None:
    assert inside_distance(torch.ones(3, 4, dtype=torch.bool), pad=False).isinf().all()
