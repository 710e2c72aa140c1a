"""Claims about how a detector is measured while it trains."""

import numpy as np
import pytest
import torch

from anymask.data.broken import BrokenSamples
from anymask.data.coco_dataset import CocoDataset
from anymask.models.detector.model import Detections, Detector
from anymask.models.detector.variants import detector_tiny
from anymask.recipes.detector_judge import DetectorJudge

SIDE = 48


class _Bright(Detector):
    """Finds what is bright: the box around all of it, then one that is nowhere near."""

    def __init__(self):
        super().__init__(detector_tiny(), torch.nn.Identity())
        self.weight = torch.nn.Parameter(torch.zeros(1))

    def detect(self, images):
        bright = images[0, 0] > 150
        rows, columns = bright.any(1).nonzero(), bright.any(0).nonzero()
        box = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
        boxes = torch.tensor([[[float(edge) for edge in box], [0.0, 0.0, 9.0, 9.0]]])
        return Detections(boxes, torch.tensor([[0.9, 0.1]]))


@pytest.fixture
def lonely(write_coco):
    """Three pictures with one square each."""
    masks = np.zeros((3, SIDE, SIDE), np.uint8)
    for number, mask in enumerate(masks):
        mask[20:40, 10 + number : 30 + number] = 1
    return write_coco([[mask] for mask in masks])


def test_perfect_boxes_score_one(lonely):
    scores = DetectorJudge([CocoDataset(lonely)], BrokenSamples()).scores(_Bright())
    assert scores == {"score": 1.0, "ap50": 1.0, "recall100": 1.0}


def test_one_box_for_two_objects_scores_less(squares):
    scores = DetectorJudge([squares], BrokenSamples()).scores(_Bright())
    assert scores["recall100"] < 0.6
    assert scores["score"] == (scores["ap50"] + scores["recall100"]) / 2


def test_broken_pictures_are_noted_and_do_not_count(lonely):
    dataset, broken = CocoDataset(lonely), BrokenSamples()
    (lonely / "images" / "001.png").write_bytes(b"no picture")
    assert DetectorJudge([dataset], broken).scores(_Bright())["recall100"] == 1.0
    assert list(broken.reasons) == ["001.png"]
