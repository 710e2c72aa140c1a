import torch

from anymask.models.mae.target import normalise_patches, restore_patches

PATCHES = 50 * torch.randn(2, 5, 48) + 7


def test_patches_get_mean_zero_and_unbiased_variance_one():
    variance, mean = torch.var_mean(normalise_patches(PATCHES), dim=-1)
    torch.testing.assert_close(mean, torch.zeros(2, 5), atol=1e-5, rtol=0)
    torch.testing.assert_close(variance, torch.ones(2, 5))


def test_normalising_equals_its_definition():
    variance, mean = torch.var_mean(PATCHES, dim=-1, keepdim=True)
    expected = (PATCHES - mean) / (variance + 1e-6).sqrt()
    torch.testing.assert_close(normalise_patches(PATCHES), expected)


def test_contrast_and_brightness_do_not_matter():
    torch.testing.assert_close(normalise_patches(3 * PATCHES + 5), normalise_patches(PATCHES))


def test_a_patch_of_one_colour_stays_finite():
    assert torch.equal(normalise_patches(torch.full((1, 12), 0.5)), torch.zeros(1, 12))


def test_restoring_undoes_normalising():
    torch.testing.assert_close(restore_patches(normalise_patches(PATCHES), PATCHES), PATCHES)
