import torch

from anymask.nn.vit import VisionTransformer


def _vit() -> VisionTransformer:
    return VisionTransformer(
        grid_side=4,
        patch_size=8,
        width=16,
        depth=2,
        heads=2,
        window=2,
        global_blocks=(1,),
        rel_pos=True,
    ).eval()


def test_tokens_form_the_grid_of_patches():
    assert _vit()(torch.randn(2, 3, 32, 32)).shape == (2, 4, 4, 16)


def test_forward_is_embed_then_encode():
    vit, pixels = _vit(), torch.randn(1, 3, 32, 32)
    assert torch.equal(vit(pixels), vit.encode(vit.embed(pixels)))


def test_a_batch_equals_its_images_one_by_one():
    vit, pixels = _vit(), torch.randn(3, 3, 32, 32)
    alone = torch.cat([vit(image[None]) for image in pixels])
    torch.testing.assert_close(vit(pixels), alone, atol=1e-5, rtol=1e-5)


def test_checkpointed_blocks_give_the_same_gradients():
    vit, pixels = _vit().train(), torch.randn(2, 3, 32, 32)
    for block in vit.blocks:
        block.drop_path.rate = 0.5
    gradients = []
    for vit.checkpointing in (False, True):
        vit.zero_grad()
        torch.manual_seed(0)
        vit(pixels).square().sum().backward()
        gradients.append({name: p.grad for name, p in vit.named_parameters()})
    torch.testing.assert_close(*gradients, rtol=0, atol=0)
