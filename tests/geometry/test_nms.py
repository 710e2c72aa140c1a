"""Suppression: always the kept set of the plain greedy loop."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from anymask.errors import InputError
from anymask.geometry import nms as module
from anymask.geometry import rle
from anymask.geometry.nms import mask_nms, nms

THRESHOLDS = st.sampled_from([0.0, 0.1, 0.2, 0.25, 1 / 3, 0.5, 0.6, 0.7, 0.9, 1.0])
# Few different corners and scores, so that ties and overlaps of exactly the threshold occur.
CORNERS = arrays(np.float32, (30, 2, 2), elements=st.integers(0, 6))
SCORES = arrays(np.float32, 30, elements=st.integers(0, 4))


def greedy(overlaps: np.ndarray, scores: np.ndarray, threshold: float) -> list[int]:
    """The textbook loop on a matrix of IoUs, compared in double precision."""
    kept: list[int] = []
    for index in np.argsort(-scores, kind="stable"):
        if not any(overlaps[better, index].astype(np.float64) > threshold for better in kept):
            kept.append(int(index))
    return kept


def box_overlaps(boxes: np.ndarray) -> np.ndarray:
    """IoU of all pairs in the precision and order of operations of torchvision."""
    a, b = boxes[:, None], boxes[None]
    low, high = np.maximum(a[..., :2], b[..., :2]), np.minimum(a[..., 2:], b[..., 2:])
    shared = np.maximum(high - low, 0).prod(-1)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    with np.errstate(invalid="ignore"):
        overlaps: np.ndarray = shared / (area[:, None] + area[None] - shared)
    return overlaps


def crowd(count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Boxes in heaps of about ten, as the automatic generator finds them."""
    generator = torch.Generator().manual_seed(seed)
    corner = torch.rand(count // 10, 2, generator=generator) * 1000
    extent = torch.rand(count // 10, 2, generator=generator) * 300 + 5
    heaps = torch.cat([corner, corner + extent], dim=1)
    chosen = torch.randint(count // 10, (count,), generator=generator)
    jitter = torch.randn(count, 4, generator=generator) * 4
    return heaps[chosen] + jitter, torch.rand(count, generator=generator)


@given(CORNERS, SCORES, THRESHOLDS)
def test_small_sets_equal_the_loop(corners: np.ndarray, scores: np.ndarray, limit: float) -> None:
    boxes = np.sort(corners, axis=1).reshape(-1, 4)
    found = nms(torch.from_numpy(boxes), torch.from_numpy(scores), limit)
    assert found.tolist() == greedy(box_overlaps(boxes), scores, limit)


@pytest.mark.parametrize("threshold", [0.05, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("turned", [False, True])
def test_crowds_of_several_blocks_equal_the_loop(threshold: float, turned: bool) -> None:
    boxes, scores = crowd(700, seed=1)
    boxes = boxes * (torch.tensor([0.01, 1, 0.01, 1]) if turned else 1)
    expected = greedy(box_overlaps(boxes.numpy()), scores.numpy(), threshold)
    assert nms(boxes, scores, threshold).tolist() == expected


def test_many_small_steps_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes, scores = crowd(300, seed=2)
    expected = nms(boxes, scores, 0.5)
    monkeypatch.setattr(module, "PAIRS_AT_ONCE", 7)
    monkeypatch.setattr(module, "BLOCK", 3)
    assert torch.equal(nms(boxes, scores, 0.5), expected)


def test_kept_boxes_come_by_falling_score() -> None:
    boxes, scores = crowd(200, seed=3)
    assert (scores[nms(boxes, scores, 0.5)].diff() <= 0).all()


def test_the_earlier_of_equal_boxes_wins() -> None:
    boxes = torch.tensor([[0.0, 0, 5, 5]] * 3)
    assert nms(boxes, torch.ones(3), 0.5).tolist() == [0]


def test_no_boxes_keep_none() -> None:
    assert nms(torch.zeros(0, 4), torch.zeros(0), 0.5).tolist() == []
    assert mask_nms([], torch.zeros(0), 0.5).tolist() == []


@given(arrays(np.bool_, (8, 3, 4)), arrays(np.float32, 8, elements=st.integers(0, 3)), THRESHOLDS)
def test_masks_equal_the_loop(stack: np.ndarray, scores: np.ndarray, limit: float) -> None:
    rles = rle.encode(torch.from_numpy(stack))
    expected = greedy(rle.iou(rles, rles).numpy(), scores, limit)
    assert mask_nms(rles, torch.from_numpy(scores), limit).tolist() == expected


def test_masks_without_scores_are_refused() -> None:
    with pytest.raises(InputError, match="2 scores for 1 masks"):
        mask_nms([rle.Rle((1, 1), [1])], torch.zeros(2), 0.5)
