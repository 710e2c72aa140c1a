import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.nn.window import cut, from_windows, regions, to_windows


@given(st.integers(1, 3), st.integers(1, 9), st.integers(1, 9), st.integers(1, 5))
def test_windows_put_together_give_the_grid_back(batch, height, width, window):
    tokens = torch.randn(batch, height, width, 2)
    windows, padded = to_windows(tokens, window)
    assert windows.shape[1:3] == (window, window)
    assert torch.equal(from_windows(windows, padded, (height, width)), tokens)


def test_padding_is_zero():
    windows, padded = to_windows(torch.ones(1, 3, 3, 1), 2)
    assert padded == (4, 4)
    assert windows.sum() == 9


def test_padding_can_be_anything():
    windows, _ = to_windows(torch.zeros(1, 3, 3, 2), 2, filling=torch.tensor([1.0, 2.0]))
    assert windows.sum(dim=(0, 1, 2)).tolist() == [7.0, 14.0]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 5))
def test_regions_put_together_give_the_grid_back(height, width, window):
    tokens = torch.randn(2, height, width, 3)
    rows = regions(tokens, window)
    assert torch.equal(torch.cat([torch.cat(row, dim=2) for row in rows], dim=1), tokens)
    for region in (region for row in rows for region in row):
        assert all(side % window == 0 or side < window for side in region.shape[1:3])


def test_narrow_windows_are_cut_and_joined():
    tokens = torch.randn(2, 6, 2, 4)
    windows = cut(tokens, (3, 2))
    assert windows.shape == (4, 3, 2, 4)
    assert torch.equal(from_windows(windows, (6, 2), (6, 2)), tokens)
