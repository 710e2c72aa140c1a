"""Claims about what several annotators drew of the same objects."""

from itertools import permutations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.engine.consensus import SAME, majority, match_masks, objects_of
from anymask.geometry import rle

SQUARES = st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 6))
DRAWN = st.lists(SQUARES, max_size=4)


def masks_of(squares) -> list:
    """Run lengths of squares (x, y, side) in a picture of 10 x 10 pixels."""
    masks = torch.zeros(len(squares), 10, 10, dtype=torch.bool)
    for mask, (x, y, side) in zip(masks, squares, strict=True):
        mask[y : y + side, x : x + side] = True
    return rle.encode(masks)


@given(st.lists(SQUARES, min_size=1, max_size=5))
def test_the_majority_is_counted_pixel_by_pixel(squares) -> None:
    masks = masks_of(squares)
    votes = torch.stack([rle.decode(mask) for mask in masks]).sum(0)
    assert torch.equal(rle.decode(majority(masks)), votes > len(masks) / 2)


@settings(max_examples=50)
@given(DRAWN, DRAWN)
def test_pairs_have_the_largest_sum_of_all_ways_to_pair(a, b) -> None:
    first, second = sorted((masks_of(a), masks_of(b)), key=len)
    ious = rle.iou(first, second).tolist() if first and second else []
    ways = permutations(range(len(second)), len(first))
    sums = [
        sum(v for row, k in zip(ious, way, strict=True) if (v := row[k]) >= SAME) for way in ways
    ]
    pairs = match_masks(first, second)
    assert all(pair.iou >= SAME for pair in pairs)
    assert abs(sum(pair.iou for pair in pairs) - max(sums)) < 1e-5


@given(DRAWN, DRAWN)
def test_pairing_goes_both_ways(a, b) -> None:
    there, back = match_masks(masks_of(a), masks_of(b)), match_masks(masks_of(b), masks_of(a))
    assert abs(sum(each.iou for each in there) - sum(each.iou for each in back)) < 1e-9


@given(st.lists(DRAWN, max_size=4))
def test_every_mask_is_in_one_object_and_everybody_once(drawn) -> None:
    annotators = [masks_of(squares) for squares in drawn]
    objects = objects_of(annotators)
    members = sorted(member for each in objects for member in each.members)
    assert members == [(n, k) for n, masks in enumerate(annotators) for k in range(len(masks))]
    for each in objects:
        people = [annotator for annotator, _ in each.members]
        assert len(set(people)) == len(people)
        assert (each.mean_iou is None) == (len(people) == 1)


def test_people_who_draw_the_same_agree_wholly() -> None:
    masks = masks_of([(0, 0, 4), (5, 5, 3)])
    objects = objects_of([masks, masks[::-1], masks])
    assert [each.mean_iou for each in objects] == [1.0, 1.0]
    assert [each.majority for each in objects] == masks
