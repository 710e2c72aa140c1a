"""What the tests of exports share: small models with random weights and their graphs."""

from pathlib import Path

import onnx
import pytest
import torch

from anymask.models.load import load_sam
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import SamConfig, VitConfig
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam


@pytest.fixture(scope="session")
def pyramid(random_model: Path) -> Sam:
    """A model with skips, as `tiny` is."""
    return load_sam(random_model, device="cpu")


@pytest.fixture(scope="session")
def official() -> Sam:
    """A model without skips, as the official ones are."""
    torch.manual_seed(0)
    vit = VitConfig(width=16, depth=2, heads=2, global_blocks=(1,), window=2)
    config = SamConfig(vit, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
    return build_sam(config).requires_grad_(False)


@pytest.fixture(scope="session")
def decode(pyramid: Sam) -> onnx.ModelProto:
    """The decoder of `pyramid`, exported."""
    from anymask.export.decoder import export_decode

    return export_decode(pyramid)


def encoded(sam: Sam, seed: int = 0) -> Embedding:
    """The embedding of an image of noise."""
    generator = torch.Generator().manual_seed(seed)
    side = sam.image_size
    with torch.no_grad():
        return sam.encode(torch.randn(1, 3, side, side, generator=generator))


@pytest.fixture(scope="session")
def embedding(pyramid: Sam) -> Embedding:
    """What `pyramid` says of an image of noise."""
    return encoded(pyramid)


@pytest.fixture(scope="session")
def official_embedding(official: Sam) -> Embedding:
    """What `official` says of an image of noise."""
    return encoded(official)
