"""Annotators find the segment that a mask means, both kinds alike, and compare with it."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from anymask.evaluation.quality.annotators import DrewMasks, DrewSegmentation, segmentations_of
from anymask.geometry import rle

labelled = arrays.arrays(np.int64, (5, 4), elements=st.integers(0, 3))
masks = arrays.arrays(bool, (5, 4))


@given(labelled, masks)
def test_a_segmentation_is_the_list_of_its_segments(labels, mask) -> None:
    segments = [rle.encode(torch.from_numpy(labels == each)[None])[0] for each in np.unique(labels)]
    asked = rle.encode(torch.from_numpy(mask)[None])[0]
    whole, parts = DrewSegmentation(labels), DrewMasks(segments)
    number, other = whole.closest(asked), parts.closest(asked)
    assert (number is None) == (other is None) == (not mask.any())
    if number is not None and other is not None:
        assert whole.iou(asked, number) == pytest.approx(parts.iou(asked, other))
        for place in range(len(segments)):
            assert whole.iou(asked, place) == pytest.approx(parts.iou(asked, place))


@given(labelled)
def test_a_segment_itself_is_found_exactly(labels) -> None:
    annotator = DrewSegmentation(labels)
    for place, label in enumerate(np.unique(labels)):
        segment = rle.encode(torch.from_numpy(labels == label)[None])[0]
        assert annotator.closest(segment) == place
        assert annotator.iou(segment, place) == 1


def test_an_object_far_from_all_others_is_nobodys(runs) -> None:
    assert DrewMasks([runs([[1, 0, 0]])]).closest(runs([[0, 0, 1]])) is None
    assert DrewMasks([]).closest(runs([[0, 0, 1]])) is None


def test_only_sets_with_whole_segmentations_keep_annotators(dataset) -> None:
    assert segmentations_of(dataset, 0) is None
    dataset.segmentations = lambda index: np.ones((3, 4, 4), np.uint16)
    assert len(segmentations_of(dataset, 0) or ()) == 3
