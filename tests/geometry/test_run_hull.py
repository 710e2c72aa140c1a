"""Convex hulls of masks, beside those of all their pixels."""

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import ConvexHull

from anymask.geometry.run_codec import encode
from anymask.geometry.run_hull import concavity, hull_area

MASKS = arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9)))


@settings(max_examples=60)
@given(MASKS)
def test_the_hull_is_that_of_all_corners_of_all_pixels(mask: np.ndarray) -> None:
    y, x = np.nonzero(mask)
    corners = [np.stack([x + i, y + j], axis=1) for i in (0, 1) for j in (0, 1)]
    expected = ConvexHull(np.concatenate(corners)).volume if mask.any() else 0.0
    found = hull_area(encode(torch.from_numpy(mask)[None])[0])
    assert abs(found - expected) < 1e-9


def test_convex_masks_have_no_concavity_and_frames_have() -> None:
    masks = torch.ones(3, 10, 10, dtype=torch.bool)
    masks[1, 2:8, 2:8] = False
    masks[2] = False
    box, frame, empty = encode(masks)
    assert concavity(box) == concavity(empty) == 0
    assert abs(concavity(frame) - 0.36) < 1e-9
