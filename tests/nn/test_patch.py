import torch

from anymask.nn.patch import PatchEmbed, cut_patches, join_patches


def test_patches_equal_the_convolution_they_stand_for():
    embed = PatchEmbed(4, 6)
    pixels = torch.randn(2, 3, 12, 8)
    expected = embed.proj(pixels).permute(0, 2, 3, 1)
    torch.testing.assert_close(embed(pixels), expected, atol=1e-5, rtol=1e-5)


def test_projecting_cut_patches_equals_embedding_pixels():
    embed, pixels = PatchEmbed(4, 6), torch.randn(2, 3, 12, 8)
    torch.testing.assert_close(embed.project(cut_patches(pixels, 4)), embed(pixels))


def test_joining_undoes_cutting():
    pixels = torch.randint(0, 256, (2, 3, 12, 8), dtype=torch.uint8)
    assert torch.equal(join_patches(cut_patches(pixels, 4), 4), pixels)
