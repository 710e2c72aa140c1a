import torch

from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.pyramid_encoder import build_pyramid


def _encoder():
    torch.manual_seed(0)
    return build_pyramid(PyramidConfig((8, 16, 24, 32), (1, 1, 1, 1)), embed_dim=32).eval()


def test_features_lie_at_stride_16_and_skips_at_8_and_4():
    out = _encoder()(torch.randn(2, 3, 64, 96))
    assert out.features.shape == (2, 32, 4, 6)
    assert [tuple(skip.shape) for skip in out.skips] == [(2, 8, 8, 12), (2, 4, 16, 24)]


def test_a_batch_equals_its_images_one_by_one():
    encoder, pixels = _encoder(), torch.randn(3, 3, 64, 64)
    alone = torch.cat([encoder(image[None]).features for image in pixels])
    torch.testing.assert_close(encoder(pixels).features, alone, atol=1e-5, rtol=1e-4)
