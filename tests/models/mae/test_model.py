import torch

from anymask.models.mae.masking import mask_patches, take
from anymask.nn.patch import join_patches

IMAGES = torch.randint(0, 256, (2, 3, 32, 32), dtype=torch.uint8)


def test_hidden_patches_are_never_looked_at(mae):
    mask = mask_patches(torch.rand(2, 16), 0.75)
    patches = mae.patches(IMAGES)
    changed = patches.scatter(1, mask.hidden[..., None].expand(-1, -1, 192), 1e6)
    expected = mae(take(patches, mask.visible), mask)
    assert torch.equal(mae(take(changed, mask.visible), mask), expected)


def test_encoding_all_patches_equals_the_plain_transformer(mae):
    places = torch.arange(16).expand(2, -1)
    tokens = mae.encode(mae.patches(IMAGES), places)
    grid = mae.encoder.embed(join_patches(mae.patches(IMAGES).unflatten(1, (4, 4)), 8))
    with_class = torch.cat([mae.class_token.expand(2, -1, -1), grid.flatten(1, 2)], dim=1)
    expected = mae.norm(mae.encoder.encode(with_class[:, None])[:, 0])
    torch.testing.assert_close(tokens, expected)


def test_the_order_of_patches_does_not_matter(mae):
    order = torch.randperm(16)
    patches, places = mae.patches(IMAGES[:1]), torch.arange(16)[None]
    shuffled = mae.encode(patches[:, order], places[:, order])
    torch.testing.assert_close(shuffled[:, 1:], mae.encode(patches, places)[:, 1:][:, order])


def test_pixels_are_normalised_as_sam_does(mae):
    mean = torch.tensor([123.675, 116.28, 103.53]).round().to(torch.uint8)
    flat = mean[None, :, None, None].expand(1, 3, 32, 32)
    assert mae.patches(flat).abs().max() < 0.01


def test_patches_of_bytes_are_floats(mae):
    assert mae.patches(IMAGES).dtype == torch.float32
