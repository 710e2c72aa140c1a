import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.nn.window import from_windows, to_windows


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
