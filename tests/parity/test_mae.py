"""The same random weights and noise in transformers' ViTMAE and in ours give the same loss."""

import pytest
import torch

from anymask.models.mae.build import build_mae
from anymask.models.mae.masking import mask_patches, take
from anymask.models.mae.weights import infer_config, translate
from anymask.nn.patch import cut_patches
from anymask.training.objectives.mae import MaeObjective

transformers = pytest.importorskip("transformers")

HEADS, DECODER_HEADS = 3, 2


@pytest.fixture(scope="module")
def pair():
    torch.manual_seed(0)
    config = transformers.ViTMAEConfig(
        hidden_size=48,
        num_hidden_layers=3,
        num_attention_heads=HEADS,
        intermediate_size=192,
        decoder_hidden_size=32,
        decoder_num_hidden_layers=2,
        decoder_num_attention_heads=DECODER_HEADS,
        decoder_intermediate_size=128,
        image_size=96,
        norm_pix_loss=True,
        layer_norm_eps=1e-6,
    )
    theirs = transformers.ViTMAEForPreTraining(config).eval()
    with torch.no_grad():
        for name, parameter in theirs.named_parameters():
            if "norm" not in name and "pos" not in name:
                parameter.normal_(std=0.08)
    state = translate(theirs.state_dict())
    ours = build_mae(infer_config(state, HEADS, DECODER_HEADS)).eval()
    ours.load_state_dict(state)
    return theirs, ours


@pytest.fixture(scope="module")
def inputs():
    generator = torch.Generator().manual_seed(1)
    return torch.randn(2, 3, 96, 96, generator=generator), torch.rand(2, 36, generator=generator)


def test_the_loss_agrees(pair, inputs):
    theirs, ours = pair
    pixels, noise = inputs
    expected = theirs(pixels, noise=noise).loss
    loss = MaeObjective().loss(ours, cut_patches(pixels, 16).flatten(1, 2), noise)
    assert abs(loss - expected) < 1e-4 * expected


def test_the_gradients_agree(pair, inputs):
    theirs, ours = pair
    pixels, noise = inputs
    theirs.zero_grad()
    ours.zero_grad()
    theirs(pixels, noise=noise).loss.backward()
    MaeObjective().loss(ours, cut_patches(pixels, 16).flatten(1, 2), noise).backward()
    expected = translate(
        {
            name: torch.zeros_like(p) if p.grad is None else p.grad
            for name, p in theirs.named_parameters()
        }
    )
    for name, parameter in ours.named_parameters():
        if parameter.requires_grad:
            torch.testing.assert_close(parameter.grad, expected[name], atol=1e-5, rtol=1e-3)


def test_predictions_of_hidden_patches_agree(pair, inputs):
    theirs, ours = pair
    pixels, noise = inputs
    mask = mask_patches(noise, 0.75)
    with torch.no_grad():
        logits = theirs(pixels, noise=noise).logits  # values in the order row, column, channel
        predicted = ours(take(cut_patches(pixels, 16).flatten(1, 2), mask.visible), mask)
    expected = take(logits.unflatten(2, (256, 3)).transpose(2, 3).flatten(2), mask.hidden)
    torch.testing.assert_close(predicted, expected, atol=1e-4, rtol=0)


def test_the_same_patches_are_hidden(pair, inputs):
    theirs, _ = pair
    pixels, noise = inputs
    with torch.no_grad():
        hidden = theirs(pixels, noise=noise).mask.bool()
    ours = torch.zeros_like(hidden).scatter(1, mask_patches(noise, 0.75).hidden, True)
    assert torch.equal(ours, hidden)
