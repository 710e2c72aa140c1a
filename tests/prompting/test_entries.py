import numpy as np
import pytest
import torch

from anymask.errors import InputError
from anymask.prompting.entries import boxes_per_object, masks_per_object, points_per_object


def test_what_is_not_given_stays_none():
    assert points_per_object(None, None) is None
    assert boxes_per_object(None) is None
    assert masks_per_object(None) is None


def test_three_axes_are_several_objects():
    entries = points_per_object(np.zeros((3, 2, 2)), np.ones((3, 2)))
    assert entries is not None
    assert [points.shape for points, _ in entries] == [(2, 2)] * 3


def test_an_empty_list_inside_a_list_is_an_object_without_points():
    entries = points_per_object([[]], None)
    assert entries is not None
    assert entries[0][0].shape == (0, 2)


def test_a_single_box_and_a_list_of_one_box_mean_the_same():
    one, several = boxes_per_object((1, 2, 3, 4)), boxes_per_object([(1, 2, 3, 4)])
    assert one is not None
    assert several is not None
    assert np.array_equal(one[0], several[0])


def test_masks_of_one_and_of_several_objects_are_told_apart_by_axes():
    shapes = [(8, 8), (1, 8, 8), (1, 1, 8, 8)]
    entries = [masks_per_object(torch.zeros(shape)) for shape in shapes]
    assert all(found is not None and len(found) == 1 for found in entries)


def test_a_number_is_no_list_of_boxes():
    with pytest.raises(InputError, match="boxes is int"):
        boxes_per_object(7)
