"""Claims about the edges of masks, against scipy and on a model of random weights."""

import numpy as np
import pytest
import torch
from scipy import ndimage

from anymask.evaluation.edges.mask_edges import (
    border,
    draw_mask_edges,
    edges_of_mask,
    find_masks,
    normalise,
    sobel,
)
from anymask.evaluation.edges.options import EdgeOptions
from anymask.geometry.nms import nms


@pytest.fixture(scope="module")
def scene(random_model):
    """A picture that a model of random weights has encoded."""
    from anymask import load

    picture = np.random.default_rng(0).integers(0, 255, (40, 56, 3), dtype=np.uint8)
    return load(str(random_model)).embed(picture)


def test_the_slope_is_scipys() -> None:
    values = torch.rand(9, 13, generator=torch.Generator().manual_seed(0)).double()
    down, right = (ndimage.sobel(values.numpy(), axis, mode="nearest") for axis in (0, 1))
    assert np.allclose(sobel(values).numpy(), np.hypot(down, right))


def test_borders_are_those_of_grown_and_shrunk_masks() -> None:
    mask = torch.rand(20, 30, generator=torch.Generator().manual_seed(1)) < 0.5
    grown = ndimage.binary_dilation(mask, np.ones((3, 3)))
    shrunk = ndimage.binary_erosion(mask, np.ones((3, 3)), border_value=1)
    assert np.array_equal(border(mask, "outside").numpy(), grown & ~mask.numpy())
    assert np.array_equal(border(mask, "both").numpy(), grown & ~shrunk)


def test_edges_lie_along_the_border_only() -> None:
    logits = torch.full((20, 20), -4.0)
    logits[5:15, 5:15] = 4.0
    edges = edges_of_mask(logits, "both")
    assert (edges > 0).sum() == 12**2 - 8**2
    assert edges[5, 10] > 0.9
    assert edges[10, 10] == 0


@pytest.mark.parametrize("which", ["both", "outside"])
def test_the_strongest_of_all_masks_counts(scene, which: str) -> None:
    options = EdgeOptions(points_per_side=3, border=which, suppression=False)
    masks = find_masks(scene, options)
    every = [edges_of_mask(scene.frame.upsample(logits), which) for logits in masks.logits]
    expected = normalise(torch.stack(every).amax(0).double().numpy())
    assert np.allclose(draw_mask_edges(scene, options), expected, atol=1e-6)


def test_edges_lie_between_0_and_1_and_suppression_takes_some(scene) -> None:
    whole = draw_mask_edges(scene, EdgeOptions(points_per_side=3, suppression=False))
    thin = draw_mask_edges(scene, EdgeOptions(points_per_side=3))
    assert (whole.min(), whole.max(), whole.shape) == (0, 1, (40, 56))
    assert 0 < (thin > 0).sum() < (whole > 0).sum()


def test_masks_are_not_empty_and_no_two_are_alike(scene) -> None:
    masks = find_masks(scene, EdgeOptions(points_per_side=3))
    assert (masks.areas > 0).all()
    assert (masks.scores.diff() <= 0).all()
    assert len(nms(masks.boxes, masks.scores, 0.7)) == len(masks) > 1


def test_edges_that_are_the_same_everywhere_are_none() -> None:
    assert not normalise(np.full((3, 4), 0.7)).any()
