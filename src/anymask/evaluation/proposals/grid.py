"""Proposals of a model: everything mode with a finer grid and without its filters.

Every mask of every grid point is a candidate; only near-duplicates go, by their boxes. Source:
"Segment Anything", appendix D.3.
"""

import numpy as np
import torch
from jaxtyping import UInt8

from anymask.evaluation.proposals.options import ProposalOptions
from anymask.evaluation.proposals.ranking import rank
from anymask.inference.automatic import AutomaticOptions, find_everything
from anymask.inference.result import Masks
from anymask.inference.scene import Scene


def propose_by_grid(
    scene: Scene, image: UInt8[np.ndarray, "H W 3"], options: ProposalOptions
) -> Masks:
    """Make the proposals of an image that a model has encoded.

    Args:
        scene: the encoded image.
        image: the same image.
        options: grid, suppression, ranking and number.

    Returns:
        At most `max_proposals` masks as run lengths, the best ranked first.
    """
    unfiltered = AutomaticOptions(
        points_per_side=options.points_per_side,
        box_nms_thresh=options.nms_thresh,
        pred_iou_thresh=0.0,
        stability_score_thresh=0.0,
    )
    # Without crops only the whole image is looked at, and that is encoded already.
    found = find_everything(lambda _: scene, image, unfiltered, fast=False)
    masks = Masks(
        size=scene.frame.original,
        scores=torch.tensor([one.score for one in found]).float(),
        runs=tuple(one.rle for one in found),
        stability=torch.tensor([one.stability for one in found]).float(),
    )
    return rank(masks, options)
