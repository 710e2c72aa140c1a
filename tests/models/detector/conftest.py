"""What the detector's tests share: descriptions of a few thousand weights, one per backbone."""

from dataclasses import replace

import pytest
import torch

from anymask.models.detector.build import build_detector
from anymask.models.detector.config import DetectorConfig, HgNetConfig
from anymask.models.detector.model import Detector
from anymask.models.sam.config import PyramidConfig

pytest.importorskip("transformers")

PYRAMID = DetectorConfig(
    PyramidConfig(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1)),
    image_size=64,
    queries=10,
    width=16,
    heads=2,
    decoder_hidden=16,
    decoder_depth=2,
    points=(2, 2, 2),
    encoder_width=16,
    encoder_hidden=16,
    expansion=0.5,
    depth_factor=0.34,
    denoising=4,
)
HGNET = replace(PYRAMID, backbone=HgNetConfig((8, 8), (8, 8, 8, 8), (8, 16, 16, 24), (1,) * 4, 1))


@pytest.fixture
def pyramid_config() -> DetectorConfig:
    """A detector on the pyramid of a SAM of 64 px."""
    return PYRAMID


@pytest.fixture
def hgnet_config() -> DetectorConfig:
    """A detector on a small HGNetV2."""
    return HGNET


@pytest.fixture(params=[PYRAMID, HGNET], ids=["pyramid", "hgnet"])
def config(request: pytest.FixtureRequest) -> DetectorConfig:
    """Both, one after the other."""
    return request.param


@pytest.fixture
def detector(config: DetectorConfig) -> Detector:
    """A detector with random weights, ready for inference."""
    torch.manual_seed(0)
    return build_detector(config).requires_grad_(False).eval()


@pytest.fixture
def images() -> torch.Tensor:
    """Two squares of noise."""
    generator = torch.Generator().manual_seed(1)
    return torch.randint(0, 256, (2, 3, 64, 64), dtype=torch.uint8, generator=generator)
