"""What the tests of the masked autoencoder share: a model of a few thousand weights."""

import pytest
import torch

from anymask.models.mae.build import build_mae
from anymask.models.mae.config import MaeConfig
from anymask.models.mae.model import MaskedAutoencoder


@pytest.fixture
def config() -> MaeConfig:
    return MaeConfig(
        32, 2, 4, patch_size=8, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
    )


@pytest.fixture
def mae(config: MaeConfig) -> MaskedAutoencoder:
    torch.manual_seed(0)
    return build_mae(config)
