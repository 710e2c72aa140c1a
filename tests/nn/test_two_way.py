import torch

from anymask.nn.two_way import TwoWayTransformer


def _case(batch: int) -> tuple[TwoWayTransformer, torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    model = TwoWayTransformer(16, 2, 32)
    return model, torch.randn(batch, 3, 16), torch.randn(1, 9, 16), torch.randn(1, 9, 16)


def test_an_image_shared_by_prompts_equals_its_copies():
    model, tokens, image, places = _case(4)
    shared = model(tokens, image, places)
    copies = image.expand(4, -1, -1)
    repeated = model(tokens, copies, places)
    for a, b in zip(shared, repeated, strict=True):
        torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-5)


def test_prompts_in_a_batch_do_not_see_each_other():
    model, tokens, image, places = _case(2)
    together = model(tokens, image, places)[0][:1]
    alone = model(tokens[:1], image, places)[0]
    torch.testing.assert_close(together, alone, atol=1e-5, rtol=1e-5)
