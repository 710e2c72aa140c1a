import torch

from anymask.nn.norm import LayerNorm2d


def test_each_pixel_is_normalised_over_its_channels():
    out = LayerNorm2d(16)(torch.randn(2, 16, 3, 4) * 5 + 2)
    torch.testing.assert_close(out.mean(1), torch.zeros(2, 3, 4), atol=1e-5, rtol=0)
    torch.testing.assert_close(out.std(1, correction=0), torch.ones(2, 3, 4), atol=1e-3, rtol=0)
