import json
from dataclasses import replace

import pytest
import torch

from anymask.errors import CheckpointError
from anymask.models.mae.load import load_mae, load_sam_encoder, save_mae
from anymask.models.mae.weights import translate
from anymask.models.sam.config import SamConfig, VitConfig

SAM = SamConfig(VitConfig(32, 2, 4, global_blocks=(1,), patch_size=8, window=3), image_size=64)


@pytest.fixture
def folder(mae, tmp_path):
    save_mae(mae, tmp_path / "mae")
    return tmp_path / "mae"


def test_what_is_saved_comes_back(mae, folder):
    loaded = load_mae(folder, device="cpu")
    assert loaded.config == mae.config
    torch.testing.assert_close(loaded.state_dict(), mae.state_dict(), rtol=0, atol=0)


def test_a_run_folder_stands_for_its_model(mae, tmp_path):
    save_mae(mae, tmp_path / "run" / "model")
    assert load_mae(tmp_path / "run", device="cpu").config == mae.config


def test_a_hugging_face_folder_is_read(tmp_path):
    transformers = pytest.importorskip("transformers")
    config = transformers.ViTMAEConfig(
        hidden_size=48,
        num_hidden_layers=1,
        num_attention_heads=4,
        intermediate_size=192,
        decoder_hidden_size=32,
        decoder_num_hidden_layers=1,
        decoder_num_attention_heads=2,
        decoder_intermediate_size=128,
        image_size=64,
    )
    model = transformers.ViTMAEForPreTraining(config)
    model.save_pretrained(tmp_path)
    loaded = load_mae(tmp_path, device="cpu")
    assert (loaded.config.heads, loaded.config.decoder_heads) == (4, 2)
    torch.testing.assert_close(loaded.state_dict(), translate(model.state_dict()), rtol=0, atol=0)


def test_a_sam_encoder_is_read_from_a_folder(folder):
    state = load_sam_encoder(folder, SAM)
    assert state["image_encoder.vit.pos_embed"].shape == (1, 4, 4, 32)


def test_other_heads_are_refused(folder):
    other = replace(SAM, encoder=replace(SAM.encoder, heads=2))
    with pytest.raises(CheckpointError, match="has 4 attention heads, the SAM's encoder 2"):
        load_sam_encoder(folder, other)


def test_an_official_encoder_starts_a_sam_but_paints_nothing(tmp_path):
    from anymask.models.mae.build import build_mae
    from anymask.models.mae.config import mae_vit_b

    model = build_mae(replace(mae_vit_b(), depth=1, decoder_depth=1))
    state = {
        name.removeprefix("encoder."): value
        for name, value in model.state_dict().items()
        if not name.startswith("decoder.") and "pos_embed" not in name
    }
    state["pos_embed"] = torch.zeros(1, 197, 768)
    state["cls_token"] = state.pop("class_token")
    torch.save({"model": state}, tmp_path / "mae_pretrain.pth")
    vit = VitConfig(768, 1, 12, global_blocks=(0,))
    assert len(load_sam_encoder(tmp_path / "mae_pretrain.pth", SamConfig(vit))) == 17
    with pytest.raises(CheckpointError, match="encoder without a decoder"):
        load_mae(tmp_path / "mae_pretrain.pth")


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match="none does not exist"):
        load_mae(tmp_path / "none")


def test_the_folder_of_another_model_is_refused(folder):
    (folder / "config.json").write_text(json.dumps({"model_type": "sam"}))
    with pytest.raises(CheckpointError, match="model of type 'sam'; expected a masked auto"):
        load_mae(folder)


def test_a_later_version_is_refused(folder):
    described = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(described | {"version": 2}))
    with pytest.raises(CheckpointError, match="has version 2; this anymask reads version 1"):
        load_mae(folder)


def test_weights_of_another_size_are_refused(folder):
    described = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(described | {"depth": 3}))
    with pytest.raises(CheckpointError, match=r"encoder\.blocks\.2\..* is absent"):
        load_mae(folder)
