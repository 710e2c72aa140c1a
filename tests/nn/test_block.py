import torch

from anymask.nn import block
from anymask.nn.block import Block


def test_windows_do_not_see_each_other():
    module = Block(8, 2, window=2).eval()
    tokens = torch.randn(1, 4, 4, 8)
    changed = tokens.clone()
    changed[:, 2:, 2:] += 1
    same = module(tokens) - module(changed)
    assert same[:, :2].abs().max() == 0
    assert same[:, 2:, 2:].abs().max() > 0


def test_windows_in_chunks_equal_windows_at_once(monkeypatch):
    module, tokens = Block(8, 2, window=2, rel_pos_side=2), torch.randn(2, 5, 5, 8)
    expected = module(tokens).detach()
    monkeypatch.setattr(block, "WINDOWS_IN_CACHE", 2)
    with torch.no_grad():
        torch.testing.assert_close(module(tokens), expected, atol=1e-5, rtol=1e-5)
