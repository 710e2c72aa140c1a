import torch

from anymask.nn.patch import PatchEmbed


def test_patches_equal_the_convolution_they_stand_for():
    embed = PatchEmbed(4, 6)
    pixels = torch.randn(2, 3, 12, 8)
    expected = embed.proj(pixels).permute(0, 2, 3, 1)
    torch.testing.assert_close(embed(pixels), expected, atol=1e-5, rtol=1e-5)
