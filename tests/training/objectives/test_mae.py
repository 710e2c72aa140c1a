import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.models.mae.build import build_mae
from anymask.models.mae.config import MaeConfig
from anymask.training.objectives.mae import MaeObjective

CONFIG = MaeConfig(
    32, 2, 4, patch_size=8, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
)
IMAGES = torch.randint(0, 256, (4, 3, 32, 32), dtype=torch.uint8)


@pytest.fixture
def mae():
    torch.manual_seed(0)
    return build_mae(CONFIG)


def _loss(model, images, seed=0, **options):
    generator = torch.Generator().manual_seed(seed)
    return MaeObjective(**options)(model, images, generator)["loss"]


def test_the_generator_decides_what_is_hidden(mae):
    assert _loss(mae, IMAGES) == _loss(mae, IMAGES)
    assert _loss(mae, IMAGES) != _loss(mae, IMAGES, seed=1)


def test_painting_the_mean_costs_the_variance(mae):
    torch.nn.init.zeros_(mae.decoder.head.weight)
    values = 3 * 8 * 8
    torch.testing.assert_close(_loss(mae, IMAGES), torch.tensor((values - 1) / values))


def test_contrast_counts_only_when_targets_are_not_normalised(mae):
    torch.nn.init.zeros_(mae.decoder.head.weight)
    faint = IMAGES // 4
    torch.testing.assert_close(_loss(mae, faint), _loss(mae, IMAGES))
    plain = {"normalise_targets": False}
    assert _loss(mae, faint, **plain) != _loss(mae, IMAGES, **plain)


def test_everything_but_positions_learns(mae):
    _loss(mae, IMAGES).backward()
    silent = {name for name, p in mae.named_parameters() if p.grad is None}
    assert silent == {"encoder.pos_embed"}


def test_a_few_steps_lower_the_loss(mae):
    adamw = torch.optim.AdamW(mae.parameters(), lr=3e-3)
    images = (torch.linspace(0, 255, 32)[:, None] + torch.zeros(4, 3, 32, 32)).to(torch.uint8)
    before = _loss(mae, images).item()
    for step in range(30):
        adamw.zero_grad()
        _loss(mae, images, seed=step).backward()
        adamw.step()
    assert _loss(mae, images).item() < 0.7 * before


@pytest.mark.parametrize("ratio", [0.0, 1.0, -1.0])
def test_an_impossible_ratio_is_refused(ratio):
    with pytest.raises(ConfigurationError, match=f"mask_ratio is {ratio}"):
        MaeObjective(mask_ratio=ratio)
