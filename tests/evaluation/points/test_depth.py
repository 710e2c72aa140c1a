"""Claims about depth, against the distance to every pixel outside, one by one."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.evaluation.points.depth import DISTANCES, Distance, depth


def between(steps: np.ndarray, distance: Distance) -> np.ndarray:
    """Measure steps (..., 2) in rows and columns."""
    if distance == "euclidean":
        return np.hypot(steps[..., 0], steps[..., 1])
    return steps.max(-1) if distance == "chessboard" else steps.sum(-1)


def naive_depth(region: np.ndarray, distance: Distance, padding: bool) -> np.ndarray:
    framed = np.pad(region, 1) if padding else region
    outside = np.argwhere(~framed) - padding
    places = np.argwhere(np.ones_like(region))
    steps = np.abs(places[:, None] - outside[None]).astype(float)  # (H * W, pixels outside, 2)
    nearest = between(steps, distance).min(1, initial=np.inf)
    return np.where(region, nearest.reshape(region.shape), 0)


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, 2**31),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    st.floats(0.5, 1.01),
    st.sampled_from(DISTANCES),
    st.booleans(),
)
def test_depth_is_the_distance_to_the_nearest_pixel_outside(
    seed: int, size: tuple[int, int], share: float, distance: Distance, padding: bool
) -> None:
    region = np.random.default_rng(seed).random(size) < share
    found = depth(torch.from_numpy(region), distance, padding)
    np.testing.assert_allclose(found.numpy(), naive_depth(region, distance, padding), rtol=1e-6)


@pytest.mark.parametrize("distance", DISTANCES)
def test_a_region_without_an_outside_is_infinitely_deep(distance: Distance) -> None:
    everywhere = torch.ones(3, 4, dtype=torch.bool)
    assert depth(everywhere, distance, padding=False).isinf().all()


@pytest.mark.parametrize("distance", DISTANCES)
def test_an_empty_region_has_no_depth(distance: Distance) -> None:
    assert not depth(torch.zeros(3, 4, dtype=torch.bool), distance).any()
