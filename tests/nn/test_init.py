import torch

from anymask.nn.init import start_matched
from anymask.nn.two_way import TwoWayTransformer


def test_queries_and_keys_start_equal_and_biases_at_zero():
    model = TwoWayTransformer(16, 2, 32)
    start_matched(model)
    attention = model.final_attn
    assert torch.equal(attention.q_proj.weight, attention.k_proj.weight)
    assert not torch.equal(attention.v_proj.weight, attention.k_proj.weight)
    assert attention.out_proj.bias.abs().sum() == 0


def test_a_token_looks_most_at_the_place_it_carries():
    torch.manual_seed(0)
    model = TwoWayTransformer(64, 2, 32)
    start_matched(model)
    places = 3 * torch.randn(1, 10, 64)
    q, k = model.final_attn.q_proj(places), model.final_attn.k_proj(places)
    assert torch.equal((q @ k.transpose(1, 2)).argmax(-1)[0], torch.arange(10))
