import torch

from anymask.models.mae.masking import PatchMask, mask_patches


def test_it_paints_every_hidden_patch(mae):
    mask = mask_patches(torch.rand(2, 16), 0.75)
    assert mae.decoder(torch.randn(2, 5, 32), mask).shape == (2, 12, 3 * 8 * 8)


def test_the_order_of_hidden_patches_does_not_matter(mae):
    mask, latent = mask_patches(torch.rand(1, 16), 0.5), torch.randn(1, 9, 32)
    order = torch.randperm(8)
    shuffled = PatchMask(mask.visible, mask.hidden[:, order])
    torch.testing.assert_close(mae.decoder(latent, shuffled), mae.decoder(latent, mask)[:, order])


def test_the_order_of_visible_patches_does_not_matter(mae):
    mask, latent = mask_patches(torch.rand(1, 16), 0.5), torch.randn(1, 9, 32)
    order = torch.randperm(8)
    moved = torch.cat([latent[:, :1], latent[:, 1:][:, order]], dim=1)
    shuffled = PatchMask(mask.visible[:, order], mask.hidden)
    torch.testing.assert_close(mae.decoder(moved, shuffled), mae.decoder(latent, mask))


def test_places_differ_only_by_their_positions(mae):
    mae.decoder.pos_embed.zero_()
    painted = mae.decoder(torch.randn(1, 5, 32), mask_patches(torch.rand(1, 16), 0.75))
    torch.testing.assert_close(painted, painted[:, :1].expand_as(painted))
