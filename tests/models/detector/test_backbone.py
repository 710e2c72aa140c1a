"""Claims about the SAM's encoder as a backbone."""

import torch

from anymask.models.detector.backbone import PyramidBackbone
from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.pyramid_encoder import build_pyramid

PYRAMID = PyramidConfig(widths=(8, 12, 16, 20), depths=(1, 1, 1, 1))
PIXELS = torch.linspace(-1, 1, 3 * 64 * 96).view(1, 3, 64, 96)


def _features(levels):
    torch.manual_seed(0)
    encoder = build_pyramid(PYRAMID, 8)
    features = PyramidBackbone(encoder, levels)(PIXELS, torch.ones(1, 64, 96))
    return encoder, [feature for feature, _ in features]


def test_levels_have_strides_8_16_and_32():
    _, features = _features(3)
    assert [tuple(f.shape) for f in features] == [(1, 12, 8, 12), (1, 16, 4, 6), (1, 20, 2, 3)]


def test_fewer_levels_are_the_coarser_ones():
    torch.testing.assert_close(_features(2)[1], _features(3)[1][1:])


def test_features_are_those_that_the_sam_encodes_with():
    encoder, features = _features(3)
    skip = encoder.to_skips[0](features[0])
    torch.testing.assert_close(skip, encoder(PIXELS).skips[0])
