import torch

from anymask.nn import attention
from anymask.nn.attention import SelfAttention


def _with_tables(side: int) -> SelfAttention:
    module = SelfAttention(8, 2, rel_pos_side=side)
    torch.nn.init.normal_(module.rel_pos_h)
    torch.nn.init.normal_(module.rel_pos_w)
    return module


def test_attention_in_the_cache_equals_the_fused_one(monkeypatch):
    module, tokens = _with_tables(6), torch.randn(2, 6, 6, 8)
    expected = module(tokens).detach()
    monkeypatch.setattr(attention, "SCORES_IN_CACHE", 100)
    with torch.no_grad():
        torch.testing.assert_close(module(tokens), expected, atol=1e-5, rtol=1e-5)


def test_bf16_training_follows_fp32_training():
    module, tokens = _with_tables(6), torch.randn(2, 6, 6, 8)
    exact = torch.autograd.grad(module(tokens).square().sum(), list(module.parameters()))
    with torch.autocast("cpu", torch.bfloat16):
        out = module(tokens)
    assert out.dtype == torch.bfloat16
    rounded = torch.autograd.grad(out.float().square().sum(), list(module.parameters()))
    for ours, expected in zip(rounded, exact, strict=True):
        assert (ours - expected).norm() < 0.05 * expected.norm()


def test_attention_equals_its_definition():
    module, tokens = SelfAttention(4, 1), torch.randn(1, 2, 3, 4)
    q, k, v = module.qkv(tokens.flatten(1, 2)).chunk(3, dim=-1)
    expected = module.proj((q @ k.transpose(1, 2) / 2).softmax(-1) @ v)
    torch.testing.assert_close(module(tokens).flatten(1, 2), expected)


def test_without_positions_attention_ignores_order():
    module, tokens = SelfAttention(8, 2), torch.randn(1, 1, 5, 8)
    order = torch.tensor([3, 1, 4, 0, 2])
    torch.testing.assert_close(module(tokens[:, :, order]), module(tokens)[:, :, order])


def test_relative_tables_make_order_matter():
    module, tokens = _with_tables(4), torch.randn(1, 4, 4, 8)
    assert not torch.allclose(module(tokens.flip(1)), module(tokens).flip(1), atol=1e-3)
