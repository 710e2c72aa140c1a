"""Claims about the proposals of a model; everything mode on a fresh encoding is the judge."""

from pathlib import Path

import numpy as np
import torch

from anymask import load
from anymask.evaluation.proposals.grid import propose_by_grid
from anymask.evaluation.proposals.options import ProposalOptions

UNFILTERED = {"pred_iou_thresh": 0.0, "stability_score_thresh": 0.0}


def test_proposals_are_everything_without_filters_ranked(
    random_model: Path, cat: np.ndarray
) -> None:
    segmenter = load(random_model)
    scene = segmenter.embed(cat)
    options = ProposalOptions(points_per_side=3, nms_thresh=0.8, max_proposals=1000)
    everything = segmenter.everything(cat, points_per_side=3, box_nms_thresh=0.8, **UNFILTERED)
    proposals = propose_by_grid(scene, cat, options)
    assert everything.stability is not None
    worth = (everything.scores + everything.stability) / 2
    expected = everything[torch.argsort(worth, descending=True, stable=True)]
    assert len(proposals) > 1
    assert proposals.rle() == expected.rle()


def test_no_more_are_made_than_asked_for(random_model: Path, cat: np.ndarray) -> None:
    scene = load(random_model).embed(cat)
    options = ProposalOptions(points_per_side=3, nms_thresh=1.0, max_proposals=2)
    assert len(propose_by_grid(scene, cat, options)) == 2
