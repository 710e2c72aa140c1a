"""Claims about the options of proposals and their presets."""

import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.proposals.options import PRESETS, ProposalOptions, find_preset


def test_the_published_preset_is_the_default() -> None:
    assert find_preset("published") == ProposalOptions(64, 0.9, 1000, "mean")


def test_the_quick_preset_differs_in_its_grid_alone() -> None:
    assert PRESETS["quick"] == ProposalOptions(points_per_side=16)


@pytest.mark.parametrize("name", ["points_per_side", "max_proposals"])
def test_numbers_begin_with_one(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} is 0; pass 1 or more"):
        ProposalOptions(**{name: 0})


def test_a_threshold_is_an_iou() -> None:
    with pytest.raises(ConfigurationError, match=r"nms_thresh is 1.5; pass a box IoU from 0 to 1"):
        ProposalOptions(nms_thresh=1.5)


def test_unknown_words_are_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="ranking is 'means'; did you mean 'mean'"):
        ProposalOptions(ranking="means")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="is called 'quik'; did you mean 'quick'"):
        find_preset("quik")
