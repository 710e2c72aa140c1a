"""Claims about the grid of boxes."""

import numpy as np
import pytest

from anymask.evaluation.baselines.box_grid import BoxGrid
from anymask.evaluation.proposals.options import ProposalOptions
from anymask.geometry import rle


def test_the_whole_image_comes_first_and_sizes_fall() -> None:
    proposals = BoxGrid()(np.zeros((48, 60, 3), np.uint8)).propose(ProposalOptions())
    assert len(proposals) == 959
    assert proposals.boxes[0].tolist() == [0, 0, 60, 48]
    assert proposals.areas.tolist() == sorted(proposals.areas.tolist(), reverse=True)


def test_every_mask_is_a_filled_box() -> None:
    proposals = BoxGrid()(np.zeros((24, 36, 3), np.uint8)).propose(ProposalOptions())
    sides = proposals.boxes[:, 2:] - proposals.boxes[:, :2]
    assert sides.prod(dim=1).tolist() == proposals.areas.tolist()
    assert sides.min() >= 1


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (2, 100)])
def test_tiny_images_have_boxes_too(size: tuple[int, int]) -> None:
    proposals = BoxGrid()(np.zeros((*size, 3), np.uint8)).propose(ProposalOptions(max_proposals=9))
    assert [rle.area(each) > 0 for each in proposals.rle()] == [True] * 9
