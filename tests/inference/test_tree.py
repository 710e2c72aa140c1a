import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.geometry import rle
from anymask.inference.tree import CLEARLY_BIGGER, CONTAINED, find_parents

SIZE = (40, 50)


def ellipse(x, y, a, b):
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    return torch.from_numpy(((columns - x) / a) ** 2 + ((rows - y) / b) ** 2 <= 1)


ellipses = st.builds(
    ellipse, st.integers(0, 49), st.integers(0, 39), st.integers(1, 30), st.integers(1, 30)
)


@settings(deadline=None)
@given(st.lists(ellipses, max_size=8))
def test_the_parent_is_the_smallest_mask_around(masks):
    parents = find_parents(rle.encode(torch.stack(masks)) if masks else [])
    areas = [int(mask.sum()) for mask in masks]
    for part, mask in enumerate(masks):
        wholes = [
            whole
            for whole in range(len(masks))
            if areas[part] > 0
            and areas[whole] >= CLEARLY_BIGGER * areas[part]
            and int((mask & masks[whole]).sum()) >= CONTAINED * areas[part]
        ]
        if not wholes:
            assert parents[part] == -1
        else:
            assert areas[int(parents[part])] == min(areas[whole] for whole in wholes)


def test_whole_part_and_sub_part_form_a_chain():
    masks = [ellipse(25, 20, radius, radius) for radius in (3, 18, 9)]
    assert find_parents(rle.encode(torch.stack(masks))).tolist() == [2, -1, 1]


def test_masks_of_nearly_one_size_are_not_parts_of_each_other():
    masks = [ellipse(25, 20, 15, 15), ellipse(25, 20, 16, 15)]
    assert find_parents(rle.encode(torch.stack(masks))).tolist() == [-1, -1]


def test_an_empty_mask_is_a_root():
    masks = torch.stack([torch.zeros(SIZE, dtype=torch.bool), ellipse(25, 20, 15, 15)])
    assert find_parents(rle.encode(masks)).tolist() == [-1, -1]
