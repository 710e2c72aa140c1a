from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.mae.build import build_mae
from anymask.models.mae.weights import (
    infer_config,
    resample_patch_kernel,
    to_sam_encoder,
    translate,
)
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import SamConfig, VitConfig, sam_tiny
from anymask.nn.window import to_windows

VIT = VitConfig(32, 2, 4, global_blocks=(1,), patch_size=16, window=3)
SAM = SamConfig(VIT, image_size=128, embed_dim=16, decoder_heads=2, decoder_hidden=16)


@pytest.fixture
def mae16(config):
    torch.manual_seed(0)
    return build_mae(replace(config, patch_size=16, image_size=64))


@pytest.fixture
def vit(mae16):
    """The ViT of a SAM that starts from the autoencoder."""
    sam = build_sam(SAM)
    missing, unexpected = sam.load_state_dict(to_sam_encoder(mae16.state_dict(), SAM), strict=False)
    assert not unexpected
    assert not [name for name in missing if name.startswith("image_encoder.vit.")]
    return sam.image_encoder.vit


def official(model):
    """Give the weights the names and the order of values that facebookresearch/mae uses."""
    names = (
        ("decoder.mask_token", "mask_token"),
        ("decoder.head.", "decoder_pred."),
        ("encoder.", ""),
        ("decoder.", "decoder_"),
        ("class_token", "cls_token"),
        (".mlp.lin", ".mlp.fc"),
    )
    state, p = {}, model.config.patch_size
    for name, value in model.state_dict().items():
        if name.endswith("pos_embed"):
            value = F.pad(value.flatten(1, 2), (0, 0, 1, 0))
        if name.startswith("decoder.head."):
            value = value.unflatten(0, (3, p, p)).movedim(0, 2).flatten(0, 2)
        for ours, theirs in names:
            name = name.replace(ours, theirs) if name.startswith((ours, "b", "d", "m")) else name
        state[name] = value
    return state


def test_official_names_are_translated(mae):
    state = official(mae)
    assert {"cls_token", "decoder_embed.weight", "decoder_pred.bias", "mask_token"} <= set(state)
    torch.testing.assert_close(translate(state), mae.state_dict(), rtol=0, atol=0)


def test_our_own_names_stay(mae):
    assert translate(mae.state_dict()).keys() == mae.state_dict().keys()


def test_names_of_older_hugging_face_releases_are_translated(mae):
    state = official(mae)
    old = {"vit.embeddings.cls_token": state.pop("cls_token")}
    old["vit.embeddings.position_embeddings"] = state.pop("pos_embed")
    for name in ("weight", "bias"):
        patches = state.pop(f"patch_embed.proj.{name}")
        old[f"vit.embeddings.patch_embeddings.projection.{name}"] = patches
        block = "vit.encoder.layer.0"
        for part, values in zip(
            ("query", "key", "value"), state.pop(f"blocks.0.attn.qkv.{name}").chunk(3), strict=True
        ):
            old[f"{block}.attention.attention.{part}.{name}"] = values
        old[f"{block}.attention.output.dense.{name}"] = state.pop(f"blocks.0.attn.proj.{name}")
        old[f"{block}.intermediate.dense.{name}"] = state.pop(f"blocks.0.mlp.fc1.{name}")
        old[f"{block}.output.dense.{name}"] = state.pop(f"blocks.0.mlp.fc2.{name}")
        old[f"{block}.layernorm_before.{name}"] = state.pop(f"blocks.0.norm1.{name}")
    torch.testing.assert_close(translate(old | state), mae.state_dict(), rtol=0, atol=0)


def test_the_description_shows_in_the_weights(mae, config):
    assert infer_config(mae.state_dict(), heads=4, decoder_heads=2) == config


def test_an_encoder_alone_has_no_decoder(mae):
    state = {n: v for n, v in mae.state_dict().items() if not n.startswith("decoder.")}
    assert infer_config(state, heads=4).decoder_depth == 0


def test_other_weights_are_refused():
    with pytest.raises(CheckpointError, match=r"no.* masked autoencoder.*found fc\.weight"):
        translate({"fc.weight": torch.zeros(1)})


def test_unknown_heads_are_not_guessed(mae):
    with pytest.raises(CheckpointError, match="32 wide is no official size"):
        infer_config(mae.state_dict())


def test_positions_that_no_square_grid_has_are_refused(mae):
    state = official(mae)
    with pytest.raises(CheckpointError, match="16 positions"):
        translate(state | {"pos_embed": state["pos_embed"][:, 1:]})


def test_blocks_without_windows_compute_what_the_autoencoders_do(mae16, vit):
    tokens = torch.randn(1, 8, 8, 32)
    expected = mae16.encoder.blocks[1](tokens.flatten(1, 2)[:, None])  # as a sequence
    actual = vit.blocks[1](tokens)  # as a grid, with relative positions
    torch.testing.assert_close(actual.flatten(1, 2), expected[:, 0], atol=1e-5, rtol=1e-5)


def test_blocks_with_windows_compute_the_same_within_a_window(mae16, vit):
    tokens = torch.randn(1, 6, 6, 32)  # four windows of 3 x 3
    expected = mae16.encoder.blocks[0](to_windows(tokens, 3)[0])
    actual, _ = to_windows(vit.blocks[0](tokens), 3)
    torch.testing.assert_close(actual, expected, atol=1e-5, rtol=1e-5)


def test_tables_of_relative_positions_are_zero_and_fit(vit):
    tables = {name: p for name, p in vit.named_parameters() if "rel_pos" in name}
    assert [len(table) for table in tables.values()] == [5, 5, 15, 15]
    assert not any(table.any() for table in tables.values())


def test_positions_are_stretched_to_the_grid(mae16, vit):
    assert vit.pos_embed.shape == (1, 8, 8, 32)
    means = (vit.pos_embed.mean((1, 2)), mae16.encoder.pos_embed.mean((1, 2)))
    torch.testing.assert_close(*means, atol=0.02, rtol=0)


def test_an_enlarged_picture_gives_the_same_tokens():
    kernel, picture = torch.randn(5, 3, 14, 14), torch.randn(1, 3, 14, 14)
    larger = F.interpolate(picture, size=(16, 16), mode="bilinear")
    expected = F.conv2d(picture, kernel)
    actual = F.conv2d(larger, resample_patch_kernel(kernel, 16))
    torch.testing.assert_close(actual, expected, atol=1e-3, rtol=1e-3)


def test_a_patch_kernel_that_fits_is_left_alone():
    kernel = torch.randn(5, 3, 16, 16)
    assert resample_patch_kernel(kernel, 16) is kernel


def test_a_convolutional_sam_is_refused(mae):
    with pytest.raises(ConfigurationError, match="convolutional encoder"):
        to_sam_encoder(mae.state_dict(), sam_tiny())


@pytest.mark.parametrize("changes", [{"width": 64}, {"depth": 3}])
def test_an_encoder_of_another_size_is_refused(mae, changes):
    with pytest.raises(CheckpointError, match="has 2 blocks of width 32, the SAM's encoder"):
        to_sam_encoder(mae.state_dict(), replace(SAM, encoder=replace(VIT, **changes)))
