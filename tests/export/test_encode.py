"""The bytes of a padded square are normalised as the model normalises images."""

import torch

from anymask.export.encode import EncodeGraph
from anymask.models.sam.model import Sam


def test_transparent_pixels_are_padding(pyramid: Sam) -> None:
    image = torch.randint(0, 256, (3, 40, 64), dtype=torch.uint8)
    rgba = torch.randint(0, 256, (64, 64, 4), dtype=torch.uint8)
    rgba[:40, :, :3] = image.permute(1, 2, 0)
    rgba[:40, :, 3], rgba[40:, :, 3] = 255, 0
    features, *skips = EncodeGraph(pyramid)(rgba)
    expected = pyramid.encode(pyramid.preprocess([image]))
    for found, wanted in zip((features, *skips), (expected.features, *expected.skips), strict=True):
        assert torch.allclose(found, wanted, atol=1e-5)
