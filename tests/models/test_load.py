import json

import pytest
import torch
from safetensors.torch import save_file

from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.load import choose_device, find_weights, load_sam, save_sam
from anymask.models.sam.build import build_sam
from anymask.models.sam.weights import translate


def test_an_official_pth_loads(tmp_path, official_state, vit_config):
    torch.save(official_state, tmp_path / "sam_vit_b_01ec64.pth")
    sam = load_sam(tmp_path / "sam_vit_b_01ec64.pth")
    assert sam.config == vit_config
    expected = translate(official_state)
    assert all(torch.equal(value, expected[name]) for name, value in sam.state_dict().items())


@torch.no_grad()
def test_a_huggingface_folder_loads(tmp_path):
    transformers = pytest.importorskip("transformers")
    vision = transformers.SamVisionConfig(
        hidden_size=32, mlp_dim=128, num_hidden_layers=2, num_attention_heads=2, image_size=64,
        global_attn_indexes=[1], window_size=3,
    )  # fmt: skip
    config = transformers.SamConfig(
        vision_config=vision, prompt_encoder_config={"image_size": 64, "image_embedding_size": 4}
    )
    model = transformers.SamModel(config).eval()
    model.save_pretrained(tmp_path)
    sam, pixels = load_sam(tmp_path), torch.randn(1, 3, 64, 64)
    torch.testing.assert_close(
        sam.encode(pixels).features, model.get_image_embeddings(pixels), atol=1e-4, rtol=0
    )


@pytest.mark.parametrize("precision", ["fp32", "bf16", "fp16"])
def test_our_folder_comes_back(tmp_path, sam, precision):
    save_sam(sam, tmp_path, precision=precision)
    loaded = load_sam(tmp_path)
    assert loaded.config == sam.config
    for name, value in sam.state_dict().items():
        torch.testing.assert_close(loaded.state_dict()[name], value, atol=0.02, rtol=0.01)


def test_precision_sets_the_type_of_all_weights(tmp_path, sam):
    save_sam(sam, tmp_path)
    loaded = load_sam(tmp_path, precision="bf16")
    assert {value.dtype for value in loaded.state_dict().values()} == {torch.bfloat16}


def test_another_image_size_is_taken(tmp_path, sam):
    save_sam(sam, tmp_path)
    assert load_sam(tmp_path, image_size=96).image_size == 96


@pytest.mark.parametrize(
    ("name", "message"),
    [("vit_bb", "did you mean 'vit_b'"), ("nothing/there.pth", "does not exist")],
)
def test_what_does_not_exist_is_named(name, message):
    with pytest.raises((ConfigurationError, CheckpointError), match=message):
        find_weights(name)


def test_missing_weights_tell_how_to_get_them(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    with pytest.raises(CheckpointError, match="anymask models download vit_h"):
        load_sam("vit_h")


def test_another_model_in_the_folder_is_refused(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "clip"}))
    save_file({"image_encoder.pos_embed": torch.zeros(1)}, tmp_path / "model.safetensors")
    with pytest.raises(CheckpointError, match="'clip'"):
        load_sam(tmp_path)


def test_weights_that_do_not_fit_are_named(tmp_path, official_state):
    official_state["image_encoder.neck.1.weight"] = torch.zeros(7)
    torch.save(official_state, tmp_path / "sam.pth")
    with pytest.raises(
        CheckpointError, match=r"neck\.norm1\.weight should be \(32,\) and is \(7,\)"
    ):
        load_sam(tmp_path / "sam.pth")


def test_missing_weights_are_named(tmp_path, official_state):
    official_state.pop("mask_decoder.iou_token.weight")
    torch.save(official_state, tmp_path / "sam.pth")
    with pytest.raises(CheckpointError, match=r"incomplete.*mask_decoder\.iou_token"):
        load_sam(tmp_path / "sam.pth")


def test_a_truncated_file_is_refused(tmp_path, official_state):
    path = tmp_path / "sam.pth"
    torch.save(official_state, path)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(CheckpointError, match=r"sam\.pth"):
        load_sam(path)


def test_a_file_from_a_newer_version_is_refused(tmp_path, pyramid_config):
    save_sam(build_sam(pyramid_config), tmp_path)
    described = json.loads((tmp_path / "config.json").read_text()) | {"version": 2}
    (tmp_path / "config.json").write_text(json.dumps(described))
    with pytest.raises(CheckpointError, match="update anymask"):
        load_sam(tmp_path)


@pytest.mark.parametrize("device", ["tpu", "cuda:99", ""])
def test_an_unusable_device_is_refused(device):
    with pytest.raises(ConfigurationError, match="cannot be used here"):
        choose_device(device)
