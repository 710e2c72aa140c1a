"""Components: labels equal scikit-image's, cleaning equals the published rule."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from skimage import measure

from anymask.geometry.components import drop_islands, fill_holes, label

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))
AREAS = st.integers(0, 20)


def published_cleaning(mask: np.ndarray, min_area: float, holes: bool) -> tuple[np.ndarray, bool]:
    """Plain twin: label the regions (or holes) of the whole image and look at each."""
    regions = measure.label(mask ^ holes, connectivity=2)
    sizes = [int((regions == i).sum()) for i in range(1, regions.max() + 1)]
    small = [i for i, size in enumerate(sizes, start=1) if size < min_area]
    if not small:
        return mask, False
    kept = [i for i in range(1, len(sizes) + 1) if i not in small]
    if holes:
        return mask | np.isin(regions, small), True
    return np.isin(regions, kept or [1 + int(np.argmax(sizes))]), True


@given(MASKS)
def test_labels_equal_those_of_scikit_image(mask: np.ndarray) -> None:
    labels, count = label(torch.from_numpy(mask))
    expected = measure.label(mask, connectivity=2)
    assert count == expected.max(initial=0)
    np.testing.assert_array_equal(labels.numpy(), expected)


@given(MASKS, AREAS)
def test_filling_equals_the_published_rule(mask: np.ndarray, min_area: int) -> None:
    found, changed = fill_holes(torch.from_numpy(mask), min_area)
    expected, expected_change = published_cleaning(mask, min_area, holes=True)
    np.testing.assert_array_equal(found.numpy(), expected)
    assert changed == expected_change


@given(MASKS, AREAS)
def test_dropping_equals_the_published_rule(mask: np.ndarray, min_area: int) -> None:
    found, changed = drop_islands(torch.from_numpy(mask), min_area)
    expected, expected_change = published_cleaning(mask, min_area, holes=False)
    np.testing.assert_array_equal(found.numpy(), expected)
    assert changed == expected_change


@pytest.mark.parametrize("clean", [fill_holes, drop_islands])
def test_the_argument_is_not_changed(clean: type(fill_holes)) -> None:
    mask = torch.rand(20, 20, generator=torch.Generator().manual_seed(0)) < 0.5
    before = mask.clone()
    assert clean(mask, 30)[1]
    assert torch.equal(mask, before)


def test_the_largest_island_stays_when_all_are_small() -> None:
    mask = torch.tensor([[True, True, False, True]])
    assert drop_islands(mask, 100)[0].tolist() == [[True, True, False, False]]


def test_an_empty_mask_has_no_islands() -> None:
    mask = torch.zeros(3, 4, dtype=torch.bool)
    assert drop_islands(mask, 100) == (mask, False)
