"""Claims about exact IoUs: as COCO's tools compute them, to the last bit."""

import numpy as np
import pytest

from anymask.evaluation.proposals.overlaps import overlaps
from anymask.geometry import rle
from anymask.geometry.rle import Rle


@pytest.mark.parametrize("seed", range(5))
def test_ious_that_decide_equal_those_of_coco_bit_for_bit(blobs, seed: int) -> None:
    coco = pytest.importorskip("pycocotools.mask")
    proposals, truths = blobs(seed, 40), blobs(seed + 100, 12)
    theirs = coco.iou(
        *[[rle.to_coco(each) for each in masks] for masks in (proposals, truths)], [0] * 12
    )
    ours = overlaps(proposals, truths, 0.5)
    assert np.array_equal(ours[theirs >= 0.5], theirs[theirs >= 0.5])
    assert (ours[theirs < 0.5] < 0.5).all()


@pytest.mark.parametrize("shared", [11, 12, 13, 14, 17, 19])
def test_a_quotient_that_equals_a_threshold_reaches_it(shared: int) -> None:
    whole, part = Rle((1, 20), [0, 20]), Rle((1, 20), [0, shared, 20 - shared])
    assert overlaps([whole], [part], 0.5)[0, 0] == shared / 20


def test_nothing_overlaps_nothing() -> None:
    assert overlaps([], [Rle((1, 2), [1, 1])], 0.5).shape == (0, 1)
    assert overlaps([Rle((1, 2), [2])], [Rle((1, 2), [2])], 0.5).tolist() == [[0.0]]
