import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.prompting.prompts import build_prompts

SIZE = (40, 60)
inside = st.tuples(st.floats(0, 60), st.floats(0, 40))


def test_a_flat_list_of_points_is_one_object_with_a_padding_point():
    (group,) = build_prompts(size=SIZE, points=[(1, 2), (3, 4)], labels=[1, 0])
    assert group.prompts.coords.tolist() == [[[1, 2], [3, 4], [0, 0]]]
    assert group.prompts.labels.tolist() == [[1, 0, -1]]
    assert group.objects.tolist() == [0]


def test_a_box_replaces_the_padding_point():
    (group,) = build_prompts(size=SIZE, points=[(1, 2)], boxes=[0, 0, 5, 6])
    assert group.prompts.labels.tolist() == [[1, 2, 3]]
    assert group.prompts.coords[0, 1:].tolist() == [[0, 0], [5, 6]]


def test_points_without_labels_are_positive():
    (group,) = build_prompts(size=SIZE, points=[[(1, 2)], [(3, 4)]])
    assert group.prompts.labels.tolist() == [[1, -1], [1, -1]]


def test_a_mask_alone_has_no_tokens():
    (group,) = build_prompts(size=SIZE, masks=torch.zeros(3, 1, 8, 8))
    assert group.prompts.coords.shape == (3, 0, 2)
    assert group.prompts.masks is not None
    assert group.prompts.masks.shape == (3, 1, 8, 8)


def test_no_objects_make_no_groups():
    assert build_prompts(size=SIZE, boxes=np.zeros((0, 4))) == []


@given(st.lists(st.lists(inside, min_size=1, max_size=4), min_size=1, max_size=5))
def test_ragged_objects_come_out_as_if_given_one_by_one(objects):
    groups = build_prompts(size=SIZE, points=objects)
    seen = {}
    for group in groups:
        for row, index in enumerate(group.objects.tolist()):
            seen[index] = group.prompts.coords[row]
    assert sorted(seen) == list(range(len(objects)))
    for index, points in enumerate(objects):
        (alone,) = build_prompts(size=SIZE, points=points)
        assert torch.equal(seen[index], alone.prompts.coords[0])


@given(st.lists(inside, min_size=1, max_size=4))
def test_lists_arrays_and_tensors_mean_the_same(points):
    array = np.array(points)
    forms = [points, tuple(points), array, torch.from_numpy(array), list(array)]
    results = [build_prompts(size=SIZE, points=form)[0].prompts.coords for form in forms]
    assert all(torch.equal(results[0], result) for result in results)


def test_objects_may_lack_a_box_or_points():
    groups = build_prompts(
        size=SIZE, points=[[(1, 1)], [], None], boxes=[None, (1, 1, 2, 2), (3, 3, 9, 9)]
    )
    kinds = {tuple(group.prompts.labels[0].tolist()): group.objects.tolist() for group in groups}
    assert kinds == {(1, -1): [0], (2, 3): [1, 2]}


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ({}, "no prompt given"),
        ({"labels": [1]}, "labels were given without points"),
        ({"points": [(1, 2)], "labels": [1, 0, 1]}, "labels has 3 entries for 1 points"),
        ({"points": [(1, 2)], "labels": [2]}, "label 2 is neither 0 nor 1"),
        ({"points": [(1, 2)], "labels": [float("nan")]}, "label nan is neither"),
        ({"points": [(61, 2)]}, r"point \(61, 2\) lies outside the image of 60 x 40"),
        ({"points": [(1, float("inf"))]}, "is not finite"),
        ({"points": [(1, 2, 3)]}, r"shape \(1, 3\)"),
        ({"points": (1, 2)}, r"points has shape \(\)"),
        ({"points": "1,2"}, "points is str"),
        ({"points": [("a", 2)]}, "cannot be read as numbers"),
        ({"points": np.zeros((2, 2, 2, 2))}, "points has 4 axes"),
        ({"points": [[(1, 2)], []]}, "object 1 has no prompt"),
        ({"points": [[(1, 2)]], "labels": [[1], [0]]}, "labels has 2 entries for 1 objects"),
        ({"boxes": [5, 5, 5, 9]}, "empty or inverted"),
        ({"boxes": [float("nan"), 0, 5, 9]}, "is not finite"),
        ({"boxes": [61, 0, 70, 9]}, "lies outside the image"),
        ({"boxes": [[1, 2, 3]]}, r"a box has shape \(3,\)"),
        ({"points": [(1, 2)], "boxes": [[0, 0, 1, 1], [0, 0, 2, 2]]}, "points for 1, boxes for 2"),
        ({"masks": torch.zeros(2, 2, 8, 8)}, "a mask prompt has shape"),
        ({"masks": torch.full((8, 8), torch.nan)}, "holds NaN"),
        ({"masks": [torch.zeros(8, 8), torch.zeros(9, 9)]}, "differ in size"),
    ],
)
def test_bad_prompts_are_refused_with_the_reason(prompt, message):
    with pytest.raises(InputError, match=message):
        build_prompts(size=SIZE, **prompt)
