"""Claims about the number of clicks, against counting them one by one."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.points.noc import clicks_needed, share_reached

IOUS = st.integers(1, 6).flatmap(
    lambda clicks: st.lists(
        st.lists(st.floats(0, 1), min_size=clicks, max_size=clicks), min_size=1, max_size=8
    )
)


@given(IOUS, st.floats(0.1, 1))
def test_clicks_are_counted_until_the_target(ious: list[list[float]], target: float) -> None:
    counted = [next((n for n, iou in enumerate(row, 1) if iou >= target), len(row)) for row in ious]
    assert clicks_needed(torch.tensor(ious, dtype=torch.float64), target).tolist() == counted


@given(IOUS, st.floats(0.1, 1))
def test_the_share_counts_who_needs_no_more_clicks(ious: list[list[float]], target: float) -> None:
    shares = share_reached(torch.tensor(ious, dtype=torch.float64), target)
    for clicks, share in enumerate(shares, 1):
        there = [any(iou >= target for iou in row[:clicks]) for row in ious]
        assert share == sum(there) / len(there)


@given(IOUS)
def test_a_higher_target_never_takes_fewer_clicks(ious: list[list[float]]) -> None:
    values = torch.tensor(ious)
    assert (clicks_needed(values, 0.85) <= clicks_needed(values, 0.9)).all()
