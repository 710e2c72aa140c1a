import torch

from anymask.models.mae.build import build_mae
from anymask.models.mae.config import mae_tiny, mae_vit_b
from anymask.nn.position import sine_positions


def _millions(model: torch.nn.Module) -> float:
    return sum(parameter.numel() for parameter in model.parameters()) / 1e6


def test_the_published_size_has_the_published_number_of_parameters():
    with torch.device("meta"):
        model = build_mae(mae_vit_b())
    assert abs(_millions(model) - 111.8) < 0.2  # transformers' ViTMAE-base: 111.9 with positions


def test_tiny_is_small():
    assert _millions(build_mae(mae_tiny())) < 6.2


def test_positions_are_fixed_sines(mae):
    assert torch.equal(mae.encoder.pos_embed, sine_positions(4, 32))
    assert not mae.encoder.pos_embed.requires_grad
    assert "decoder.pos_embed" not in dict(mae.named_parameters())


def test_variance_neither_dies_nor_explodes(mae):
    tokens = mae.encode(torch.randn(4, 16, 192), torch.arange(16).expand(4, -1))
    assert 0.5 < tokens.std() < 2
