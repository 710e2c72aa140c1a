import pytest
import torch

from anymask.models.sam import model as sam_model

CLICK = torch.tensor([[1, -1]])


def _prompts(count):
    coords = torch.rand(count, 2, 2) * 64
    return coords, CLICK.expand(count, 2)


@pytest.fixture
def embedding(sam):
    with torch.no_grad():
        return sam.encode(torch.randn(2, 3, 64, 64))


@torch.no_grad()
def test_shapes_follow_the_configuration(sam, embedding):
    out = sam.decode(sam.prepare(embedding), *_prompts(5))
    assert embedding.features.shape == (2, 32, 4, 4)
    assert out.logits.shape == (5, 4, 16, 16)
    assert out.scores.shape == (5, 4)
    assert (sam.image_size, sam.mask_size) == (64, 16)


@torch.no_grad()
@pytest.mark.parametrize("with_masks", [False, True])
def test_one_image_decoding_equals_the_training_batch(sam, embedding, with_masks):
    coords, labels = _prompts(6)
    masks = torch.randn(6, 1, 16, 16) if with_masks else None
    one = sam.decode(sam.prepare(embedding, 1), coords, labels, masks)
    index = torch.ones(6, dtype=torch.long)
    batch = sam.decode_batch(sam.prepare_batch(embedding, index), coords, labels, masks)
    torch.testing.assert_close(one.logits, batch.logits, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(one.scores, batch.scores, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_asking_for_three_masks_gives_the_last_three_of_four(sam, embedding):
    image, prompts = sam.prepare(embedding), _prompts(3)
    three, four = sam.decode(image, *prompts, heads=slice(1, 4)), sam.decode(image, *prompts)
    torch.testing.assert_close(three.logits, four.logits[:, 1:])
    torch.testing.assert_close(three.scores, four.scores[:, 1:])


@torch.no_grad()
def test_chunks_do_not_change_the_answer(sam, embedding, monkeypatch):
    image, prompts = sam.prepare(embedding), _prompts(7)
    expected = sam.decode(image, *prompts).logits
    monkeypatch.setattr(sam_model, "PROMPTS_IN_CACHE", 3)
    torch.testing.assert_close(sam.decode(image, *prompts).logits, expected, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_padding_is_neutral_grey(sam):
    image = torch.full((3, 64, 40), 120, dtype=torch.uint8)
    pixels = sam.preprocess([image])
    assert pixels.shape == (1, 3, 64, 64)
    assert pixels[..., 40:].abs().max() == 0
    assert pixels[..., :40].abs().max() < 0.3


@torch.no_grad()
def test_bfloat16_stays_close(sam, embedding):
    coords, labels = _prompts(4)
    expected = sam.decode(sam.prepare(embedding), coords, labels).logits
    half = sam.bfloat16()
    pixels = torch.randn(1, 3, 64, 64).bfloat16()
    assert half.encode(pixels).features.dtype == torch.bfloat16
    features = sam_model.Embedding(
        embedding.features.bfloat16(), tuple(skip.bfloat16() for skip in embedding.skips)
    )
    got = half.decode(half.prepare(features), coords, labels).logits.float()
    assert (got - expected).norm() < 0.1 * expected.norm()


def test_every_weight_learns(sam):
    embedding = sam.encode(torch.randn(1, 3, 64, 64))
    images = sam.prepare_batch(embedding, torch.zeros(4, dtype=torch.long))
    coords = torch.rand(4, 4, 2) * 64
    labels = torch.tensor([[0, 1, 2, 3]] * 4)
    first = sam.decode_batch(images, coords, labels, torch.randn(4, 1, 16, 16))
    second = sam.decode_batch(images, coords[:, :2], CLICK.expand(4, 2))
    (first.logits.sum() + first.scores.sum() + second.logits.sum()).backward()
    without = [name for name, p in sam.named_parameters() if p.grad is None]
    # Softmax does not see the bias of keys that all lie in the image: nothing to learn there.
    assert all(
        name.endswith(("to_image.k_proj.bias", "final_attn.k_proj.bias")) for name in without
    )
