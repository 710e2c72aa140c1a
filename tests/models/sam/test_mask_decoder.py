import torch
import torch.nn.functional as F

from anymask.models.sam.mask_decoder import MaskDecoder, MaskUpscaling, _to_map, skip_to_tokens


def test_upscaling_of_tokens_equals_transposed_convolutions():
    torch.manual_seed(0)
    module, image = MaskUpscaling(32), torch.randn(2, 32, 3, 3)
    x = module.conv1(image).permute(0, 2, 3, 1)
    x = module.conv2(F.gelu(module.norm(x)).permute(0, 3, 1, 2))
    expected = F.gelu(x)  # (2, 4, 12, 12)
    tokens = module(image.flatten(2).transpose(1, 2), ())
    got = _to_map(tokens.flatten(1, 2), 9)
    torch.testing.assert_close(got, expected, atol=1e-5, rtol=1e-4)


def test_skips_land_on_the_pixels_they_come_from():
    skip = torch.randn(2, 5, 12, 12)
    assert torch.equal(_to_map(skip_to_tokens(skip, 2).flatten(1, 2), 9), skip)


def test_children_of_a_cell_lie_together():
    skip = torch.arange(16.0).view(1, 1, 4, 4)
    assert skip_to_tokens(skip, 1)[0, 1, :, 0].tolist() == [2, 3, 6, 7]


def test_heads_choose_masks_and_scores_alike():
    torch.manual_seed(0)
    decoder = MaskDecoder(width=32, heads=2, hidden=32, depth=2)
    features, places = torch.randn(1, 32, 3, 3), torch.randn(1, 9, 32)
    image = decoder.prepare(features, torch.zeros(1, 32, 3, 3), places)
    prompts = torch.randn(2, 2, 32)
    logits, scores = decoder(image, prompts, slice(None))
    single, score = decoder(image, prompts, slice(0, 1))
    torch.testing.assert_close(single, logits[:, :1])
    torch.testing.assert_close(score, scores[:, :1])
