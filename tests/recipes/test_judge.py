"""Claims about measuring on held-out images."""

from pathlib import Path

import numpy as np
import pytest
import torch

from anymask.data.coco_dataset import CocoDataset
from anymask.evaluation.methods import ModelMethod
from anymask.evaluation.points.protocol import PointsProtocol
from anymask.geometry import rle
from anymask.inference.segmenter import Segmenter
from anymask.models.load import load_sam
from anymask.recipes.held_out import Part
from anymask.recipes.judge import Judge


def test_scores_are_means_over_all_objects_of_all_sets(
    squares: CocoDataset, random_model: Path
) -> None:
    sam = load_sam(random_model, device="cpu")
    scores = Judge([Part(squares, [0, 1]), Part(squares, [2])]).scores(sam)
    method, rows = ModelMethod("model", Segmenter(sam)), []
    for sample in (squares[0], squares[1], squares[2]):
        view = method(sample.image.permute(1, 2, 0).contiguous().numpy())
        truths = rle.encode(sample.masks)
        draws = [np.random.default_rng(0) for _ in truths]
        rows.append(PointsProtocol()(view, truths, draws).ious)
    for name in ("regular", "oracle", "box"):
        assert scores[name] == pytest.approx(float(torch.cat([row[name] for row in rows]).mean()))
    assert scores["score"] == pytest.approx((scores["regular"] + scores["box"]) / 2)


def test_the_panel_shows_truth_above_and_answers_below(
    squares: CocoDataset, random_model: Path
) -> None:
    judge = Judge([Part(squares, [0, 1, 2]), Part(squares, [3, 4, 5])])
    picture = judge.picture(load_sam(random_model, device="cpu"))
    assert picture.shape == (3, 512, 4 * 256)
    assert picture.dtype == torch.uint8
