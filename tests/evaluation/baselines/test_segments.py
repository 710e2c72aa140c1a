"""Claims about segments as proposals."""

import numpy as np
import pytest
import torch

from anymask.evaluation.baselines.segments import Segments, encode_labels
from anymask.evaluation.proposals.options import ProposalOptions
from anymask.geometry import rle

pytest.importorskip("skimage")


def test_encoded_labels_cover_every_pixel_once() -> None:
    labels = np.random.default_rng(0).integers(0, 5, (12, 9))
    stack = torch.stack([rle.decode(each) for each in encode_labels(labels)])
    assert torch.equal(stack.long().argmax(0), torch.from_numpy(labels))
    assert (stack.sum(0) == 1).all()


def test_an_object_of_one_colour_is_proposed_but_for_a_blurred_edge(
    picture: np.ndarray, truths
) -> None:
    proposals = Segments()(picture).propose(ProposalOptions())
    assert (rle.iou(proposals.rle(), truths).amax(dim=0) > 0.8).all()


def test_proposals_differ_and_the_largest_come_first(cat: np.ndarray) -> None:
    proposals = Segments()(cat).propose(ProposalOptions(max_proposals=50))
    assert len(set(proposals.rle())) == len(proposals) == 50
    assert proposals.areas.tolist() == sorted(proposals.areas.tolist(), reverse=True)
