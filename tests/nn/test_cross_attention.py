import torch

from anymask.nn.cross_attention import CrossAttention


def _case(images: int = 1) -> tuple[CrossAttention, torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    image, places = torch.randn(images, 9, 16), torch.randn(1, 9, 16)
    return CrossAttention(16, 2, 8), torch.randn(3, 4, 16), image, image + places


def test_looking_equals_the_textbook_form():
    module, tokens, image, placed = _case(images=3)
    torch.testing.assert_close(
        module.look(tokens, placed, image), module(tokens, placed, image), atol=1e-5, rtol=1e-4
    )


def test_spreading_equals_the_textbook_form():
    module, tokens, _, placed = _case(images=3)
    keys = tokens + 1
    torch.testing.assert_close(
        module.spread(placed, keys, tokens), module(placed, keys, tokens), atol=1e-5, rtol=1e-4
    )


def test_a_shared_image_equals_its_copies():
    module, tokens, image, placed = _case()
    copies = placed.expand(3, -1, -1), image.expand(3, -1, -1)
    torch.testing.assert_close(module.look(tokens, placed, image), module.look(tokens, *copies))
    torch.testing.assert_close(
        module.spread(placed, tokens, tokens), module.spread(copies[0], tokens, tokens)
    )


def test_training_and_inference_agree():
    module, tokens, image, placed = _case()
    trained = module.look(tokens, placed, image), module.spread(placed, tokens[:1], tokens[:1])
    with torch.no_grad():
        torch.testing.assert_close(module.look(tokens, placed, image), trained[0].detach())
        inferred = module.spread(placed, tokens[:1], tokens[:1])
    torch.testing.assert_close(inferred, trained[1].detach())
