import torch

from anymask.models.mae.masking import mask_patches
from anymask.models.mae.picture import reconstruction_picture
from anymask.nn.patch import cut_patches

IMAGES = torch.randint(0, 256, (2, 3, 32, 32), dtype=torch.uint8)


def _columns(mae, noise):
    picture = reconstruction_picture(mae, IMAGES, noise)
    return picture.unflatten(2, (3, 32)).unflatten(1, (2, 32)).permute(3, 1, 0, 2, 4)


def test_the_first_column_is_the_original(mae):
    original, _, _ = _columns(mae, torch.rand(2, 16))
    assert torch.equal(original, IMAGES)


def test_visible_patches_are_the_same_in_all_columns(mae):
    noise = torch.rand(2, 16)
    visible = mask_patches(noise, 0.75).visible
    for column in _columns(mae, noise):
        for image in range(2):
            patches = cut_patches(column, 8).flatten(1, 2)[image, visible[image]]
            expected = cut_patches(IMAGES, 8).flatten(1, 2)[image, visible[image]]
            assert torch.equal(patches, expected)


def test_hidden_patches_are_of_one_colour_in_the_middle(mae):
    noise = torch.rand(2, 16)
    _, seen, _ = _columns(mae, noise)
    hidden = mask_patches(noise, 0.75).hidden
    patches = cut_patches(seen, 8).flatten(1, 2)[0, hidden[0]].unflatten(1, (3, 64))
    assert (patches == patches[:1, :, :1]).all()
